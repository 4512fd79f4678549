# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += libnet.a
libnet_a_CPPFLAGS = $(AM_CPPFLAGS) $(ETPAN_CFLAGS) $(GNUTLS_CFLAGS)
libnet_a_SOURCES = \
	src/net/connect.c src/net/connect.h \
	src/net/sasl.c src/net/sasl.h \
	src/net/smtp.c src/net/smtp.h \
	src/net/stream.c src/net/stream.h
