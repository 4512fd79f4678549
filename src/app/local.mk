# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += libapp.a
libapp_a_SOURCES = \
	src/app/address-book.c src/app/address-book.h \
	src/app/agreed.c src/app/agreed.h \
	src/app/brain.c src/app/brain.h \
	src/app/brief.c src/app/brief.h \
	src/app/calendar-file.c src/app/calendar-file.h \
	src/app/cards.c src/app/cards.h \
	src/app/config.c src/app/config.h \
	src/app/config-value.c src/app/config-value.h \
	src/app/compose.c src/app/compose.h \
	src/app/compose-text.c src/app/compose-text.h \
	src/app/copies.c \
	src/app/control.c src/app/control.h \
	src/app/delivery.c src/app/delivery.h \
	src/app/daily.c src/app/daily.h \
	src/app/desktop.c src/app/desktop.h \
	src/app/digest.c src/app/digest.h \
	src/app/drafts.c \
	src/app/effects.c src/app/effects.h \
	src/app/history.c src/app/history.h \
	src/app/hunt.c \
	src/app/ingest.c \
	src/app/linking.c \
	src/app/lint.c src/app/lint.h \
	src/app/live.c src/app/live.h \
	src/app/look.c src/app/look.h \
	src/app/marks.c \
	src/app/names.c \
	src/app/mutt.c src/app/mutt.h \
	src/app/reads.c \
	src/app/pace.c \
	src/app/quiet.c \
	src/app/people.c src/app/people.h \
	src/app/people-edit.c \
	src/app/people-import.c src/app/people-import.h \
	src/app/people-read.c src/app/people-read.h \
	src/app/people-read-csv.c \
	src/app/people-write.c src/app/people-write.h \
	src/app/remind.c src/app/remind.h \
	src/app/repair.c src/app/repair.h \
	src/app/moments.c src/app/moments.h \
	src/app/resolve.c src/app/resolve.h \
	src/app/send-round.c src/app/send-round.h \
	src/app/sending.c \
	src/app/story.c src/app/story.h \
	src/app/submit.c src/app/submit.h \
	src/app/supervisor.c src/app/supervisor.h \
	src/app/talk.c src/app/talk.h \
	src/app/talk-amend.c src/app/talk-amend.h \
	src/app/talk-agree.c src/app/talk-agree.h \
	src/app/talk-contact.c src/app/talk-contact.h \
	src/app/today.c src/app/today.h \
	src/app/today-aside.c \
	src/app/today-cycle.c src/app/today-cycle.h \
	src/app/today-opt-out.c \
	src/app/weigh.c \
	src/app/decision.c src/app/decision.h \
	src/app/watch.c src/app/watch.h \
	src/app/worker.c src/app/worker.h

APP_LIBS = libapp.a libmatch.a libmail.a libstore.a libprotocol.a libmodel.a libbase.a \
	$(GMIME_LIBS) $(GUMBO_LIBS) $(SQLITE_LIBS) $(GLIB_LIBS)

check_PROGRAMS += tests/unit/test-app-ingest tests/unit/test-app-today
TESTS += tests/unit/test-app-ingest tests/unit/test-app-today
tests_unit_test_app_today_SOURCES = tests/unit/test-app-today.c
tests_unit_test_app_today_LDADD = $(APP_LIBS)
tests_unit_test_app_ingest_SOURCES = tests/unit/test-app-ingest.c
tests_unit_test_app_ingest_LDADD = $(APP_LIBS)

check_PROGRAMS += tests/unit/test-app-moments
TESTS += tests/unit/test-app-moments
tests_unit_test_app_moments_SOURCES = tests/unit/test-app-moments.c
tests_unit_test_app_moments_LDADD = $(APP_LIBS)

check_PROGRAMS += tests/unit/test-app-quiet
TESTS += tests/unit/test-app-quiet
tests_unit_test_app_quiet_SOURCES = tests/unit/test-app-quiet.c
tests_unit_test_app_quiet_LDADD = $(APP_LIBS)

# A desktop for tests/e2e/T63-digest.t.
check_PROGRAMS += tests/e2e/notify-spy
tests_e2e_notify_spy_SOURCES = tests/e2e/notify-spy.c
tests_e2e_notify_spy_LDADD = $(GIO_LIBS)
