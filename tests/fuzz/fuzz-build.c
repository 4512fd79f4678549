/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values in, a mail out: refused, or a mail that says just these values and has just these headers. The input's lines,
 * ended by NUL, are subject, names, addresses, a header, a file's name and the text. */
#include "fuzz.h"
#include "mail/build.h"
#include "mail/headers.h"
#include "mail/understand.h"

static char *next_value(const char **at, const char *end)
{
	const char *begin = *at, *stop = memchr(begin, 0, (gsize)(end - begin));

	*at = stop ? stop + 1 : end;
	return g_strndup(begin, (gsize)((stop ? stop : end) - begin));
}

static void check_headers(GBytes *bytes, bool with_header)
{
	static const char *const once[] = {"from",	 "to",		 "subject",
					   "date",	 "message-id",	 "mime-version",
					   "cc",	 "content-type", "content-transfer-encoding",
					   "x-cmc-state"};
	gsize length;
	const char *raw = g_bytes_get_data(bytes, &length);
	g_autoptr(Headers) headers = headers_split(raw, length);
	guint seen[G_N_ELEMENTS(once)] = {0};

	for (guint i = 0; i < headers->fields->len; i++) {
		const HeaderField *field = headers->fields->pdata[i];
		g_autofree char *name = g_ascii_strdown(field->name, (gssize)field->name_length);
		gsize k = 0;

		while (k < G_N_ELEMENTS(once) && strcmp(once[k], name) != 0)
			k++;
		if (k == G_N_ELEMENTS(once) || ++seen[k] > 1)
			g_error("a header that nobody asked for: %s", name);
	}
	if (seen[9] != with_header)
		g_error("X-CMC-STATE is there %u times", seen[9]);
}

static void check_values(const BuildMail *mail, GBytes *bytes)
{
	gsize length;
	const char *raw = g_bytes_get_data(bytes, &length);
	g_autoptr(Message) message = understand_message(raw, length);
	const Address *to = mail->to->pdata[0];

	if (message->to->len != 1 || g_ascii_strcasecmp(((Address *)message->to->pdata[0])->email, to->email) != 0)
		g_error("another recipient than <%s>", to->email);
	if (g_strcmp0(message->message_id, mail->message_id) != 0)
		g_error("another Message-ID");
	for (gsize i = 0; i < length; i++)
		if ((guint8)raw[i] > 0x7e || (raw[i] == '\n') != (i > 0 && raw[i - 1] == '\r'))
			g_error("byte %" G_GSIZE_FORMAT " of the mail may not stand there", i);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *at = (const char *)data, *end = at + size;
	g_autoptr(BuildMail) mail = build_mail_new();
	g_autoptr(GError) error = NULL;

	mail->subject = next_value(&at, end);
	g_autofree char *from_name = next_value(&at, end), *to_name = next_value(&at, end), *to = next_value(&at, end);
	g_autofree char *state = next_value(&at, end), *file = next_value(&at, end);
	mail->text = next_value(&at, end);
	mail->from = address_new(from_name, "anna@example.org");
	g_ptr_array_add(mail->to, address_new(to_name, to));
	mail->date = 1795420800;
	mail->message_id = g_strdup("<1.cmc@example.org>");
	if (*state)
		g_ptr_array_add(mail->headers, g_strdup_printf("X-CMC-STATE: %s", state));
	if (*file) {
		BuildPart *part = g_new0(BuildPart, 1);

		part->name = g_strdup(file);
		part->content = g_bytes_new_static("x", 1);
		g_ptr_array_add(mail->parts, part);
	}
	g_autoptr(GBytes) bytes = build_mail(mail, &error);
	if (!bytes) {
		if (!error)
			g_error("refused without a word");
		return 0;
	}
	check_headers(bytes, *state);
	check_values(mail, bytes);
	return 0;
}
