/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

/*
 * One error domain for the whole program. A kind says what a caller can do about it, not where it came from;
 * error_exit_code() is the only place that maps kinds to sysexits(3). Texts are lower case, name what failed first
 * and quote names, without a full stop: they are read after "cmc: ".
 */

#include <glib.h>

#define ERROR error_quark()
GQuark error_quark(void);

typedef enum {
	ERROR_USAGE,       /* 64: the command line makes no sense */
	ERROR_DATA,        /* 65: input that cannot be taken, ambiguous names */
	ERROR_NOT_FOUND,   /* 67: nobody and nothing is known by that name */
	ERROR_UNAVAILABLE, /* 69: a server or a needed program is not there */
	ERROR_SOFTWARE,    /* 70: a bug of ours or of a library */
	ERROR_IO,          /* 74: disk full, read or write failed */
	ERROR_TEMP,        /* 75: try again later; also: somebody else holds it */
	ERROR_REFUSED,     /* 77: TLS, log-in or permission refused; waits for a person */
	ERROR_CONFIG,      /* 78: config or store in a state we do not touch */
} ErrorKind;

/* The sysexits code of any GError: ours by kind, G_OPTION_ERROR 64, G_FILE_ERROR 74, others 70; NULL is 0. */
int error_exit_code(const GError *error);

#endif
