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

NET_LIBS = libnet.a libmodel.a libbase.a $(ETPAN_LIBS) $(GNUTLS_LIBS) $(GLIB_LIBS)
NET_CPPFLAGS = $(AM_CPPFLAGS) $(ETPAN_CFLAGS) $(GNUTLS_CFLAGS)

check_PROGRAMS += tests/unit/test-net-names tests/unit/test-net-sasl tests/e2e/net-check
TESTS += tests/unit/test-net-names tests/unit/test-net-sasl
tests_unit_test_net_names_SOURCES = tests/unit/test-net-names.c
tests_unit_test_net_names_CPPFLAGS = $(NET_CPPFLAGS)
tests_unit_test_net_names_LDADD = $(NET_LIBS)
tests_unit_test_net_sasl_SOURCES = tests/unit/test-net-sasl.c
tests_unit_test_net_sasl_CPPFLAGS = $(NET_CPPFLAGS)
tests_unit_test_net_sasl_LDADD = $(NET_LIBS)
tests_e2e_net_check_SOURCES = tests/e2e/net-check.c
tests_e2e_net_check_CPPFLAGS = $(NET_CPPFLAGS)
tests_e2e_net_check_LDADD = $(NET_LIBS)
EXTRA_DIST += tests/e2e/T02-net.t
