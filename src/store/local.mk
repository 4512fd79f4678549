# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += libstore.a
libstore_a_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
libstore_a_SOURCES = \
	src/store/schema.c src/store/schema.h \
	src/store/sql.c src/store/sql.h \
	src/store/store.c src/store/store.h \
	src/store/store-appointment.c src/store/store-appointment.h \
	src/store/store-call.c src/store/store-call.h \
	src/store/store-check.c \
	src/store/store-contact.c src/store/store-contact.h \
	src/store/store-link.c src/store/store-link.h \
	src/store/store-mark.c src/store/store-mark.h \
	src/store/store-message.c src/store/store-message.h \
	src/store/store-outbox.c src/store/store-outbox.h \
	src/store/store-place.c
