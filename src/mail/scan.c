/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/scan.h"

#include <stdbool.h>
#include <string.h>

#define MAX_HEADERS	  1000
#define MAX_HEADER_BYTES  (256 * 1024)
#define MAX_ADDRESS_BYTES (32 * 1024)
#define MAX_COLONS	  64
#define MAX_BOUNDARIES	  64
#define MAX_PARTS	  1000
#define MAX_MESSAGES	  50

typedef struct Scan {
	int headers;	    /* of the header block at hand */
	gsize header_bytes; /* of the header block at hand */
	int boundaries, parts, messages;
} Scan;

static const char *const address_headers[] = {"to:",
					      "cc:",
					      "bcc:",
					      "from:",
					      "sender:",
					      "reply-to:",
					      "resent-to:",
					      "resent-cc:",
					      "resent-from:",
					      "resent-bcc:",
					      "disposition-notification-to:",
					      "errors-to:",
					      "resent-sender:",
					      "resent-reply-to:"};

/* GMime 3.2 loses the memory of a domain literal with a comment behind it that does not end: "a@[b](c", "a@[b(c](d". */
static bool loses_literal(const char *value, gsize length)
{
	bool literal = false, open = false;
	char last = 0, outer = 0; /* that are no white space: the last one, and the last before the comment at hand */
	int depth = 0, comments = 0, outside = 0;

	for (gsize i = 0; i < length; i++) {
		bool escaped = value[i] == '\\' && i + 1 < length;
		char c = value[escaped ? ++i : i];

		if (g_ascii_isspace(c))
			continue;
		if (c == '[' && last == '@')
			literal = true;
		if (c == '(' && !escaped) {
			if (literal && !open && last == ']') {
				open = true;
				outside = depth;
			}
			outer = comments++ == 0 ? last : outer;
			depth++;
		} else if (c == ')' && !escaped) {
			depth--;
			open = open && depth > outside;
			if (comments > 0 && --comments == 0)
				c = outer;
		}
		last = c;
	}
	return open;
}

const char *scan_addresses(const char *value, gsize length)
{
	const char *last_quote = memrchr(value, '"', length);
	bool quoted = false;
	int colons = 0;

	if (length > MAX_ADDRESS_BYTES)
		return "too complex: address header of more than 32 kB";
	if (loses_literal(value, length))
		return "too complex: a comment without end in an address header";
	for (gsize i = 0; i < length; i++) {
		if (value[i] == '\\')
			i++;
		else if (value[i] == '"')
			quoted = !quoted;
		/* an open quote may be closed by the parser's repair: then its colons count all the same */
		else if (value[i] == ':' && (!quoted || value + i > last_quote))
			colons++;
	}
	return colons > MAX_COLONS ? "too complex: groups in an address header" : NULL;
}

static bool has_word(const char *line, gsize length, const char *word)
{
	gsize size = strlen(word);

	for (gsize i = 0; i + size <= length; i++)
		if ((line[i] | 32) == word[0] && !g_ascii_strncasecmp(line + i, word, size))
			return true;
	return false;
}

static gsize line_length(const char *at, const char *end)
{
	const char *stop = memchr(at, '\n', (gsize)(end - at));

	return (gsize)((stop ? stop + 1 : end) - at);
}

/* The length of the field at line, with its folded lines. */
static gsize field_length(const char *line, const char *end)
{
	const char *at = line + line_length(line, end);

	while (at < end && (*at == ' ' || *at == '\t'))
		at += line_length(at, end);
	return (gsize)(at - line);
}

static const char *scan_address_line(const char *line, const char *end)
{
	if (end - line < 3)
		return NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(address_headers); i++) {
		gsize size;

		/* most lines of a text differ in their first two letters */
		if ((line[0] | 32) != address_headers[i][0] || (line[1] | 32) != address_headers[i][1])
			continue;
		size = strlen(address_headers[i]);
		if ((gsize)(end - line) > size && !g_ascii_strncasecmp(line, address_headers[i], size))
			return scan_addresses(line + size, field_length(line, end) - size);
	}
	return NULL;
}

static const char *scan_line(Scan *scan, const char *line, gsize length, bool in_headers)
{
	if (length > 2 && line[0] == '-' && line[1] == '-' && ++scan->parts > MAX_PARTS && scan->boundaries)
		return "too complex: more than 1,000 parts";
	/* encoded bodies are most of the bytes of most mails, and say none of these words */
	if (length > 2000 && !in_headers)
		return NULL;
	if (memchr(line, '=', length) && has_word(line, length, "boundary") && ++scan->boundaries > MAX_BOUNDARIES)
		return "too complex: more than 64 boundaries";
	if (memchr(line, '/', length) &&
	    (has_word(line, length, "message/rfc822") || has_word(line, length, "message/global")) &&
	    ++scan->messages > MAX_MESSAGES)
		return "too complex: more than 50 nested messages";
	return NULL;
}

static const char *count_header(Scan *scan, const char *line, gsize length)
{
	scan->header_bytes += length;
	if (scan->header_bytes > MAX_HEADER_BYTES)
		return "too complex: more than 256 kB of headers";
	if (*line != ' ' && *line != '\t' && ++scan->headers > MAX_HEADERS)
		return "too complex: more than 1,000 headers";
	return NULL;
}

const char *scan_mail(const char *bytes, gsize length)
{
	Scan scan = {0};
	bool in_headers = true;
	const char *end = bytes + length, *why = NULL;

	for (const char *line = bytes; line < end && !why;) {
		gsize size = line_length(line, end);

		if (*line == '\n' || (*line == '\r' && size == 2)) {
			in_headers = false;
		} else if (size > 2 && line[0] == '-' && line[1] == '-') {
			in_headers = scan.boundaries > 0;
			scan.headers = 0;
			scan.header_bytes = 0;
		}
		if (in_headers)
			why = count_header(&scan, line, size);
		if (!why && strchr("tcbfsrdeTCBFSRDE", *line) && *line)
			why = scan_address_line(line, end);
		if (!why)
			why = scan_line(&scan, line, size, in_headers);
		line += size;
	}
	return why;
}
