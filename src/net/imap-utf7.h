/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef NET_IMAP_UTF7_H
#define NET_IMAP_UTF7_H

/* Mailbox names on the wire: modified UTF-7 (RFC 3501, 5.1.3). */

/* Caller owns. NULL when name is not valid UTF-8 or has a control character. */
char *imap_utf7_encode(const char *name);

/* Caller owns. NULL for what no encoder would have written: such a name could not be sent back. */
char *imap_utf7_decode(const char *name);

#endif
