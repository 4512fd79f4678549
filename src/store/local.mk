# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += libstore.a
libstore_a_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
libstore_a_SOURCES = \
	src/store/fault-disk.c src/store/fault-disk.h \
	src/store/schema.c src/store/schema.h \
	src/store/sql.c src/store/sql.h \
	src/store/store.c src/store/store.h \
	src/store/store-appointment.c src/store/store-appointment.h \
	src/store/store-backup.c src/store/store-backup.h \
	src/store/store-block.c src/store/store-block.h \
	src/store/store-call.c src/store/store-call.h \
	src/store/store-check.c \
	src/store/store-consent.c src/store/store-consent.h \
	src/store/store-contact.c src/store/store-contact.h \
	src/store/store-contact-page.c src/store/store-contact-page.h \
	src/store/store-link.c src/store/store-link.h \
	src/store/store-mark.c src/store/store-mark.h \
	src/store/store-message.c src/store/store-message.h \
	src/store/store-opt-out.c src/store/store-opt-out.h \
	src/store/store-outbox.c src/store/store-outbox.h \
	src/store/store-stats.c src/store/store-stats.h \
	src/store/store-maildir.c src/store/store-maildir.h \
	src/store/store-place.c \
	src/store/store-stirred.c src/store/store-stirred.h

STORE_LIBS = libstore.a libmodel.a libbase.a $(SQLITE_LIBS) $(GLIB_LIBS)
STORE_TESTS = tests/unit/test-store-link tests/unit/test-store-message tests/unit/test-store-open \
	tests/unit/test-store-outbox tests/unit/test-store-people
check_PROGRAMS += $(STORE_TESTS)
TESTS += $(STORE_TESTS)
EXTRA_DIST += tests/unit/store-fixture.h
tests_unit_test_store_open_SOURCES = tests/unit/test-store-open.c
tests_unit_test_store_open_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
tests_unit_test_store_open_LDADD = $(STORE_LIBS)
tests_unit_test_store_people_SOURCES = tests/unit/test-store-people.c
tests_unit_test_store_people_LDADD = $(STORE_LIBS)
tests_unit_test_store_link_SOURCES = tests/unit/test-store-link.c
tests_unit_test_store_link_LDADD = $(STORE_LIBS)
tests_unit_test_store_message_SOURCES = tests/unit/test-store-message.c
tests_unit_test_store_message_LDADD = $(STORE_LIBS)
tests_unit_test_store_outbox_SOURCES = tests/unit/test-store-outbox.c
tests_unit_test_store_outbox_LDADD = $(STORE_LIBS)
