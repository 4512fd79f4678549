# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += libmail.a
libmail_a_CPPFLAGS = $(AM_CPPFLAGS) $(GMIME_CFLAGS) $(GUMBO_CFLAGS)
libmail_a_SOURCES = $(mime_files) \
	src/mail/card.c src/mail/card.h \
	src/mail/digest.c src/mail/digest.h \
	src/mail/template.c src/mail/template.h
# From bytes to a mail that is understood, and back.
mime_files = \
	src/mail/address-list.c src/mail/address-list.h \
	src/mail/build.c src/mail/build-mail.c src/mail/build.h \
	src/mail/build-check.c src/mail/build-check.h \
	src/mail/encoded-word.c src/mail/encoded-word.h \
	src/mail/absence.c src/mail/absence.h src/mail/absence-day.c src/mail/absence-day.h \
	src/mail/body.c src/mail/body.h \
	src/mail/bounce.c src/mail/bounce-text.c src/mail/bounce.h \
	src/mail/calendar.c src/mail/calendar.h \
	src/mail/headers.c src/mail/headers.h \
	src/mail/html-text.c src/mail/html-text.h \
	src/mail/kind-whole.c src/mail/kind-whole.h src/mail/kind.c src/mail/kind.h \
	src/mail/outgoing.c src/mail/outgoing-mail.c src/mail/outgoing.h \
	src/mail/own-words.c src/mail/own-words.h \
	src/mail/own-words-block.c \
	src/mail/own-words-header.c src/mail/own-words-header.h \
	src/mail/own-words-line.c src/mail/own-words-line.h \
	src/mail/own-words-quote.c \
	src/mail/own-words-sign.c \
	src/mail/own-words-tone.c src/mail/own-words-tone.h \
	src/mail/phrase.c src/mail/phrase.h \
	src/mail/scan.c src/mail/scan.h \
	src/mail/signs.c src/mail/signs-fold.c src/mail/signs-header.c src/mail/signs-index.h src/mail/signs.h \
	$(sign_tables) \
	src/mail/understand.c src/mail/understand.h
nodist_libmail_a_SOURCES = src/mail/signs-index.c

# The tables of signs, and what makes an index of them while cmc is built.
sign_tables = src/mail/signs-absence.c src/mail/signs-beside.c src/mail/signs-notice.c src/mail/signs-person.c \
	src/mail/signs-reply.c
EXTRA_PROGRAMS += src/mail/signs-make
src_mail_signs_make_SOURCES = src/mail/signs-make.c src/mail/signs-fold.c src/mail/signs-index.h $(sign_tables)
src_mail_signs_make_LDADD = $(GLIB_LIBS)
src/mail/signs-index.c: src/mail/signs-make$(EXEEXT)
	$(AM_V_GEN)src/mail/signs-make$(EXEEXT) >$@.new && mv $@.new $@
CLEANFILES += src/mail/signs-index.c src/mail/signs-index.c.new src/mail/signs-make$(EXEEXT)

# With PIC objects of its own of the little that it needs of other layers.
module_LTLIBRARIES += calendar.la
calendar_la_SOURCES = \
	src/mail/calendar-answer.c src/mail/calendar-answer.h src/mail/calendar-rules.c src/mail/calendar-rules.h \
	src/mail/calendar-zone.c src/mail/calendar-zone.h \
	src/mail/invitation.c src/mail/invitation.h \
	src/base/error.c src/base/module-version.c src/base/text.c src/model/address.c src/model/contact.c
calendar_la_CPPFLAGS = $(AM_CPPFLAGS) $(ICAL_CFLAGS)
calendar_la_LDFLAGS = -module -avoid-version -shared -export-symbols-regex '^(calendar_module_|cmc_module_version)'
calendar_la_LIBADD = $(ICAL_LIBS) $(GLIB_LIBS)

# All that needs GMime and Gumbo, for cmc, which has src/mail/mime.c in their place; cmc-agent is linked with them.
module_LTLIBRARIES += mime.la
mime_la_SOURCES = $(mime_files) \
	src/base/clock.c src/base/error.c src/base/library.c src/base/log.c src/base/module-version.c src/base/run.c \
	src/base/text.c src/model/address.c src/model/message.c
nodist_mime_la_SOURCES = src/mail/signs-index.c
mime_la_CPPFLAGS = $(libmail_a_CPPFLAGS)
mime_la_LDFLAGS = -module -avoid-version -shared -no-undefined -export-symbols-regex '^(understand_message|build_mail|outgoing_read|outgoing_seal|cmc_module_version)$$'
mime_la_LIBADD = $(GMIME_LIBS) $(GUMBO_LIBS) $(GLIB_LIBS)

MAIL_LIBS = libmail.a libmodel.a libbase.a $(GMIME_LIBS) $(GUMBO_LIBS) $(GLIB_LIBS)
MAIL_TEST_CPPFLAGS = $(AM_CPPFLAGS) $(GMIME_CFLAGS) $(ICAL_CFLAGS)

check_PROGRAMS += tests/unit/test-mail-build tests/unit/test-mail-invitation tests/unit/test-mail-template
TESTS += tests/unit/test-mail-build tests/unit/test-mail-invitation tests/unit/test-mail-template
tests_unit_test_mail_build_SOURCES = tests/unit/test-mail-build.c
tests_unit_test_mail_build_CPPFLAGS = $(MAIL_TEST_CPPFLAGS)
tests_unit_test_mail_build_LDADD = $(MAIL_LIBS)
tests_unit_test_mail_invitation_SOURCES = tests/unit/test-mail-invitation.c
tests_unit_test_mail_invitation_CPPFLAGS = $(MAIL_TEST_CPPFLAGS)
tests_unit_test_mail_invitation_LDADD = $(MAIL_LIBS) $(ICAL_LIBS)
tests_unit_test_mail_template_SOURCES = tests/unit/test-mail-template.c
tests_unit_test_mail_template_LDADD = $(MAIL_LIBS)

check_PROGRAMS += tests/unit/test-mail-own-words tests/unit/test-mail-understand
TESTS += tests/unit/test-mail-own-words tests/unit/test-mail-understand
tests_unit_test_mail_own_words_SOURCES = tests/unit/test-mail-own-words.c
tests_unit_test_mail_own_words_LDADD = $(MAIL_LIBS)
tests_unit_test_mail_understand_SOURCES = tests/unit/test-mail-understand.c
tests_unit_test_mail_understand_LDADD = $(MAIL_LIBS)

check_PROGRAMS += tests/unit/test-mail-outgoing
TESTS += tests/unit/test-mail-outgoing
tests_unit_test_mail_outgoing_SOURCES = tests/unit/test-mail-outgoing.c
tests_unit_test_mail_outgoing_LDADD = $(MAIL_LIBS)

check_PROGRAMS += tests/unit/test-mail-absence
TESTS += tests/unit/test-mail-absence
tests_unit_test_mail_absence_SOURCES = tests/unit/test-mail-absence.c
tests_unit_test_mail_absence_LDADD = $(MAIL_LIBS)

check_PROGRAMS += tests/unit/test-mail-signs
TESTS += tests/unit/test-mail-signs
tests_unit_test_mail_signs_SOURCES = tests/unit/test-mail-signs.c
tests_unit_test_mail_signs_LDADD = $(MAIL_LIBS)
