# SPDX-License-Identifier: GPL-3.0-or-later
bin_PROGRAMS += cmc
cmc_CPPFLAGS = $(AM_CPPFLAGS) $(JSON_CFLAGS)
cmc_SOURCES = \
	src/cmd/amend.c \
	src/cmd/ask.c src/cmd/ask.h \
	src/cmd/block.c \
	src/cmd/events.c src/cmd/events.h \
	src/cmd/words.c src/cmd/words.h \
	src/cmd/export.c \
	src/cmd/findings.c src/cmd/findings.h \
	src/cmd/forget.c \
	src/cmd/import.c \
	src/cmd/brief.c \
	src/cmd/call.c \
	src/cmd/check.c \
	src/cmd/classify.c \
	src/cmd/command.h \
	src/cmd/close.c \
	src/cmd/contact.c \
	src/cmd/digest.c \
	src/cmd/doctor.c \
	src/cmd/filter.c \
	src/cmd/input.c src/cmd/input.h \
	src/cmd/json.c src/cmd/json.h \
	src/cmd/json-line.c src/cmd/json-line.h \
	src/cmd/log.c \
	src/cmd/mail.c \
	src/cmd/main.c \
	src/cmd/move.c \
	src/cmd/muttrc.c \
	src/cmd/outbox.c \
	src/cmd/poison.c src/cmd/poison.h \
	src/cmd/print.c src/cmd/print.h \
	src/cmd/query.c \
	src/cmd/review.c \
	src/cmd/sendmail.c \
	src/cmd/setup.c \
	src/cmd/thread.c \
	src/cmd/stats.c \
	src/cmd/today.c \
	src/cmd/watch.c \
	src/mail/mime.c
cmc_LDADD = libapp.a libmatch.a libmail.a libstore.a libprotocol.a libcage.a libmodel.a libbase.a \
	$(SECCOMP_LIBS) $(SQLITE_LIBS) $(GLIB_LIBS)

check_PROGRAMS += tests/unit/test-cmd-json-line
TESTS += tests/unit/test-cmd-json-line
tests_unit_test_cmd_json_line_SOURCES = tests/unit/test-cmd-json-line.c src/cmd/json-line.c
tests_unit_test_cmd_json_line_CPPFLAGS = $(AM_CPPFLAGS) $(JSON_CFLAGS)
tests_unit_test_cmd_json_line_LDADD = libbase.a $(JSON_LIBS) $(GLIB_LIBS)

check_PROGRAMS += tests/unit/test-cmd-poison
TESTS += tests/unit/test-cmd-poison
tests_unit_test_cmd_poison_SOURCES = tests/unit/test-cmd-poison.c src/cmd/poison.c
tests_unit_test_cmd_poison_LDADD = $(GLIB_LIBS)
