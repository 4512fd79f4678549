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
