/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MODEL_SUBJECT_H
#define MODEL_SUBJECT_H

/* Subjects as threads see them (RFC 5256 2.1, widened to the prefixes that real clients write). */

#include <glib.h>
#include <stdbool.h>

/* The subject without Re:, AW:, WG:, Antw:, SV:, VS:, TR:, RV:, Fwd:, "Re[2]:", [EXT], list tags, nested in any order;
 * case folded, white space collapsed. Caller owns; "" for NULL. */
char *subject_normalise(const char *subject);

/* Does it begin with a reply prefix (not a forward)? */
bool subject_is_reply(const char *subject);

#endif
