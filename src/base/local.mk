# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += libbase.a
libbase_a_SOURCES = \
	src/base/clock.c src/base/clock.h \
	src/base/error.c src/base/error.h \
	src/base/log.c src/base/log.h \
	src/base/phone.c src/base/phone.h \
	src/base/run.c src/base/run.h \
	src/base/secret.c src/base/secret.h \
	src/base/text.c src/base/text.h \
	src/base/when.h

module_LTLIBRARIES += phone.la
phone_la_SOURCES = src/base/phone-libphonenumber.cpp
phone_la_LDFLAGS = -module -avoid-version -shared
phone_la_LIBADD = -lphonenumber $(GLIB_LIBS)

# What the programs load or start, in one folder, as it will lie when installed.
all-local: libexec-links
libexec-links: phone.la
	@$(MKDIR_P) libexec && ln -sf ../.libs/phone.so libexec/phone.so && ln -sf ../cmc-agent libexec/cmc-agent
.PHONY: libexec-links
clean-local:
	-rm -rf libexec
