# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += libnet.a
libnet_a_CPPFLAGS = $(AM_CPPFLAGS) $(ETPAN_CFLAGS) $(GNUTLS_CFLAGS)
libnet_a_SOURCES = \
	src/net/connect.c src/net/connect.h \
	src/net/imap-connect.c src/net/imap-fetch.c src/net/imap-search.c src/net/imap-select.c \
	src/net/imap-store.c src/net/imap-utf7.c src/net/imap-utf7.h src/net/imap-wait.c \
	src/net/imap-wire.c src/net/imap-wire.h src/net/imap.h \
	src/net/sasl.c src/net/sasl.h \
	src/net/smtp.c src/net/smtp.h \
	src/net/stream.c src/net/stream.h
