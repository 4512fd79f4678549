# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += libbase.a
libbase_a_SOURCES = \
	src/base/clock.c src/base/clock.h \
	src/base/dns.c src/base/dns.h \
	src/base/error.c src/base/error.h \
	src/base/fault.c src/base/fault.h \
	src/base/library.c src/base/library.h \
	src/base/log.c src/base/log.h \
	src/base/notify.c src/base/notify.h \
	src/base/phone.c src/base/phone.h \
	src/base/run.c src/base/run.h \
	src/base/secret.c src/base/secret.h \
	src/base/text.c src/base/text.h \
	src/base/when.c src/base/when.h src/base/when-parse.c src/base/when-read.c src/base/when-said.h \
	src/base/when-span.c \
	src/base/when-words.c src/base/when-words.h

module_LTLIBRARIES += phone.la
phone_la_SOURCES = src/base/phone-libphonenumber.cpp
phone_la_LDFLAGS = -module -avoid-version -shared
phone_la_LIBADD = -lphonenumber $(GLIB_LIBS)

# What the programs load, start or read, in one folder, as it will lie when installed.
all-local: libexec-links
libexec-links: phone.la calendar.la mime.la
	@$(MKDIR_P) libexec && ln -sf ../.libs/phone.so ../.libs/calendar.so ../.libs/mime.so libexec && ln -sf ../cmc-agent libexec/cmc-agent
	@ln -sfn '$(abs_srcdir)/contrib' libexec/data
.PHONY: libexec-links
clean-local:
	-rm -rf libexec

BASE_LIBS = libbase.a $(GLIB_LIBS)
check_PROGRAMS += tests/unit/test-base-edges tests/unit/test-base-phone tests/unit/test-base-secret tests/unit/test-base-text
TESTS += tests/unit/test-base-edges tests/unit/test-base-phone tests/unit/test-base-secret tests/unit/test-base-text
tests_unit_test_base_edges_SOURCES = tests/unit/test-base-edges.c
tests_unit_test_base_edges_LDADD = $(BASE_LIBS)
tests_unit_test_base_phone_SOURCES = tests/unit/test-base-phone.c
tests_unit_test_base_phone_LDADD = $(BASE_LIBS)
tests_unit_test_base_secret_SOURCES = tests/unit/test-base-secret.c
tests_unit_test_base_secret_LDADD = $(BASE_LIBS)
tests_unit_test_base_text_SOURCES = tests/unit/test-base-text.c
tests_unit_test_base_text_LDADD = $(BASE_LIBS)

check_PROGRAMS += tests/unit/test-base-when
TESTS += tests/unit/test-base-when
tests_unit_test_base_when_SOURCES = tests/unit/test-base-when.c
tests_unit_test_base_when_LDADD = libbase.a $(GLIB_LIBS)
