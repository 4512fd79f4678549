/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CMD_INPUT_H
#define CMD_INPUT_H

/* Mails that commands get on standard input. */

#include <glib.h>
#include <stdio.h>

#include "cmd/command.h"
#include "model/message.h"

/* Everything up to most bytes, NULs and all; what is beyond is not read. ERROR_IO. Caller owns. */
GString *input_read(FILE *file, gsize most, GError **error);

/* The mail on standard input, looked at in a child (app/look.h); questions then go to the terminal. ERROR_DATA: there
 * is none. Caller owns. */
Message *input_mail(GError **error);

/* Whom it is about: its sender, or the first recipient of a mail of ours. Caller owns; NULL is ERROR_DATA. */
Address *input_partner(const Context *context, const Message *message, GError **error);

/* For --from-mail: reads the mail, makes the terminal standard input again, says whom it is about (partner may be
 * NULL). */
bool input_from_mail(Context *context, Message **message, Address **partner, GError **error);

#endif
