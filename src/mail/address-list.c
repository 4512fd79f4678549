/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/address-list.h"

#include <gmime/gmime.h>
#include <stdbool.h>
#include <string.h>

#include "mail/encoded-word.h"
#include "model/address.h"

/* Behind the closing mark; the end where there is none. */
static const char *skip_to(const char *at, char mark)
{
	for (at++; *at && *at != mark; at++)
		if (*at == '\\' && at[1])
			at++;
	return *at ? at + 1 : at;
}

static const char *skip_comment(const char *at)
{
	int depth = 0;

	do {
		if (*at == '\\' && at[1])
			at++;
		else
			depth += (*at == '(') - (*at == ')');
		at++;
	} while (*at && depth > 0);
	return at;
}

/* =?utf-8?q?M=C3=BCller,_J?= is one word, whatever marks it holds. */
static const char *skip_encoded(const char *at)
{
	gsize length = strcspn(at, " \t");
	g_autofree char *word = g_strndup(at, length);
	char *text = strchr(word + 2, '?');

	text = text ? strchr(text + 1, '?') : NULL;
	text = text ? strstr(text + 1, "?=") : NULL;
	return text ? at + (text + 2 - word) : at + 1;
}

static const char *skip_one(const char *at)
{
	switch (*at) {
	case '"':
		return skip_to(at, '"');
	case '<':
		return skip_to(at, '>');
	case '[':
		return skip_to(at, ']');
	case '(':
		return skip_comment(at);
	case '\\':
		return at[1] ? at + 2 : at + 1;
	case '=':
		return at[1] == '?' ? skip_encoded(at) : at + 1;
	default:
		return at + 1;
	}
}

static bool is_blank(const char *element)
{
	while (*element)
		if (*element == '(')
			element = skip_comment(element);
		else if (!strchr(" \t", *element++))
			return false;
	return true;
}

/* The address of one element; NULL: none, or more than one. Caller owns. */
static char *read_one(const char *element)
{
	g_autofree char *apart = encoded_word_apart(element);
	g_autoptr(GObject) list = (GObject *)internet_address_list_parse(NULL, apart);
	InternetAddressList *addresses = (InternetAddressList *)list;

	if (!list || internet_address_list_length(addresses) != 1)
		return NULL;
	InternetAddress *address = internet_address_list_get_address(addresses, 0);
	const char *email = INTERNET_ADDRESS_IS_MAILBOX(address)
				    ? internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address))
				    : NULL;
	g_autofree char *normal = email ? address_normalise(email, NULL) : NULL;
	return normal ? g_strdup(email) : NULL;
}

char *address_list_read(const char *value, GPtrArray *emails)
{
	bool in_group = false;

	for (const char *at = value, *end; *at; at = *end ? end + 1 : end) {
		for (end = at; *end && !strchr(",;:", *end);)
			end = skip_one(end);
		g_autofree char *element = g_strndup(at, (gsize)(end - at));
		/* before a colon stands a group's name */
		g_autofree char *email = *end == ':' ? NULL : read_one(element);
		bool misplaced = (*end == ':' && in_group) || (*end == ';' && !in_group);

		if (misplaced || (*end != ':' && !email && !is_blank(element)))
			return g_steal_pointer(&element);
		if (email)
			g_ptr_array_add(emails, g_steal_pointer(&email));
		in_group = *end == ':' || (in_group && *end != ';');
	}
	return NULL;
}
