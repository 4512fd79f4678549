# SPDX-License-Identifier: GPL-3.0-or-later
noinst_LIBRARIES += libmatch.a
libmatch_a_SOURCES = \
	src/match/clues.c src/match/clues.h \
	src/match/due.c src/match/due.h \
	src/match/link.c src/match/link.h \
	src/match/reply.c src/match/reply.h
