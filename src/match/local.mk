# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += libmatch.a
libmatch_a_SOURCES = \
	src/match/clash.c src/match/clash.h \
	src/match/clues.c src/match/clues.h \
	src/match/due.c src/match/due.h \
	src/match/holiday.c src/match/holiday.h \
	src/match/link.c src/match/link.h \
	src/match/outline.c src/match/outline.h \
	src/match/reply.c src/match/reply.h \
	src/match/thread.c src/match/thread.h \
	src/match/thread-index.c src/match/thread-index.h

MATCH_LIBS = libmatch.a libmodel.a libbase.a $(GLIB_LIBS)
check_PROGRAMS += tests/unit/test-match-due tests/unit/test-match-link tests/unit/test-match-reply tests/unit/test-match-thread
TESTS += tests/unit/test-match-due tests/unit/test-match-link tests/unit/test-match-reply tests/unit/test-match-thread
tests_unit_test_match_due_SOURCES = tests/unit/test-match-due.c
tests_unit_test_match_due_LDADD = $(MATCH_LIBS)
tests_unit_test_match_link_SOURCES = tests/unit/test-match-link.c
tests_unit_test_match_link_LDADD = $(MATCH_LIBS)
tests_unit_test_match_reply_SOURCES = tests/unit/test-match-reply.c
tests_unit_test_match_reply_LDADD = $(MATCH_LIBS)
tests_unit_test_match_thread_SOURCES = tests/unit/test-match-thread.c
tests_unit_test_match_thread_LDADD = $(MATCH_LIBS)

check_PROGRAMS += tests/unit/test-match-holiday
TESTS += tests/unit/test-match-holiday
tests_unit_test_match_holiday_SOURCES = tests/unit/test-match-holiday.c
tests_unit_test_match_holiday_LDADD = $(MATCH_LIBS)

check_PROGRAMS += tests/e2e/holiday-days
tests_e2e_holiday_days_SOURCES = tests/e2e/holiday-days.c
tests_e2e_holiday_days_LDADD = $(MATCH_LIBS)
