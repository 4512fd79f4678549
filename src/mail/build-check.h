/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_BUILD_CHECK_H
#define MAIL_BUILD_CHECK_H

/*
 * The two gates of build_mail(): no value that could add a header, a recipient or a line goes in, and no bytes go out
 * that do not say what was given when they are parsed back.
 */

#include <glib.h>
#include <stdbool.h>

#include "mail/build.h"

/* Every value of mail as a header may carry it. ERROR_DATA names the field. */
bool build_check_mail(const BuildMail *mail, GError **error);

/* Are bytes (CRLF, 7 bit) a mail that has exactly mail's fields and text? ERROR_SOFTWARE names the one that differs. */
bool build_check_bytes(const BuildMail *mail, GBytes *bytes, GError **error);

#endif
