# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += libmodel.a
libmodel_a_SOURCES = \
	src/model/account.c src/model/account.h \
	src/model/address.c src/model/address.h \
	src/model/appointment.c src/model/appointment.h \
	src/model/call.c src/model/call.h \
	src/model/contact.c src/model/contact.h \
	src/model/id.c src/model/id.h \
	src/model/link.c src/model/link.h \
	src/model/mailbox.c src/model/mailbox.h \
	src/model/message.c src/model/message.h \
	src/model/outbox.c src/model/outbox.h \
	src/model/subject.c src/model/subject.h

MODEL_LIBS = libmodel.a libbase.a $(GLIB_LIBS)
check_PROGRAMS += tests/unit/test-model-address tests/unit/test-model-outbox tests/unit/test-model-people \
	tests/unit/test-model-subject tests/unit/test-model-words
TESTS += tests/unit/test-model-address tests/unit/test-model-outbox tests/unit/test-model-people \
	tests/unit/test-model-subject tests/unit/test-model-words
tests_unit_test_model_address_SOURCES = tests/unit/test-model-address.c
tests_unit_test_model_address_LDADD = $(MODEL_LIBS)
tests_unit_test_model_outbox_SOURCES = tests/unit/test-model-outbox.c
tests_unit_test_model_outbox_LDADD = $(MODEL_LIBS)
tests_unit_test_model_people_SOURCES = tests/unit/test-model-people.c
tests_unit_test_model_people_LDADD = $(MODEL_LIBS)
tests_unit_test_model_subject_SOURCES = tests/unit/test-model-subject.c
tests_unit_test_model_subject_LDADD = $(MODEL_LIBS)
tests_unit_test_model_words_SOURCES = tests/unit/test-model-words.c
tests_unit_test_model_words_LDADD = $(MODEL_LIBS)
