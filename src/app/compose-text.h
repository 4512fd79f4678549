/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_COMPOSE_TEXT_H
#define APP_COMPOSE_TEXT_H

/* The words of a follow-up: template and values in the contact's language and zone. */

#include "app/compose.h"

/* Fills subject and text. links: URLs that the person gave, or NULL. A template that offers a choice of dates agrees
 * nothing: compose->choice. */
bool compose_text(Store *store, const Config *config, Compose *compose, const char *template, const char *const *links,
		  int64_t now, GError **error);

/* "de" or "en": the contact's language, else the config's. */
const char *compose_language(const Config *config, const Contact *contact);

/* "Thursday" / "Donnerstag", "26 November 2026" / "26. November 2026" and "14:00" of a time in zone. Caller owns. */
char *compose_weekday(int64_t at, const char *zone, const char *language);
char *compose_date(int64_t at, const char *zone, const char *language);
char *compose_time(int64_t at, const char *zone);

#endif
