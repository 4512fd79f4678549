/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a mail is (cmc-json(7)): the watcher's own understanding, for anybody's files. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cmd/command.h"
#include "cmd/json-line.h"
#include "cmd/poison.h"
#include "mail/understand.h"

/* What a mail says is at its beginning; what comes behind is attachments. */
#define MAX_BYTES (16 * 1024 * 1024)

static void add_recipients(GString *line, const GPtrArray *recipients)
{
	json_line_open(line, "recipients", '[');
	for (guint i = 0; i < recipients->len; i++) {
		const Recipient *each = recipients->pdata[i];

		json_line_item(line);
		json_line_text(line, "address", each->address);
		json_line_text(line, "action", each->action);
		json_line_text(line, "status", each->status);
		if (each->permanent < 0)
			json_line_text(line, "permanent", NULL);
		else
			json_line_bool(line, "permanent", each->permanent);
		json_line_text(line, "diagnostic", each->diagnostic);
		json_line_close(line, '}');
	}
	json_line_close(line, ']');
}

static void add_absence(GString *line, const Absence *absence)
{
	if (!absence) {
		json_line_text(line, "absence", NULL);
		return;
	}
	json_line_open(line, "absence", '{');
	json_line_text(line, "from", absence->from);
	json_line_text(line, "until", absence->until);
	json_line_text(line, "deputy", absence->deputy);
	json_line_text(line, "deputy_phone", absence->deputy_phone);
	json_line_bool(line, "left", absence->left);
	json_line_close(line, '}');
}

static void add_calendar(GString *line, const CalendarAnswer *calendar)
{
	if (!calendar) {
		json_line_text(line, "calendar", NULL);
		return;
	}
	json_line_open(line, "calendar", '{');
	json_line_text(line, "method", calendar->method);
	json_line_text(line, "uid", calendar->uid);
	json_line_int(line, "sequence", calendar->sequence);
	json_line_text(line, "partstat", calendar->partstat);
	json_line_time(line, "start", calendar->start, calendar->zone ? calendar->zone : "UTC");
	json_line_text(line, "comment", calendar->comment);
	json_line_close(line, '}');
}

static void print_message(const char *file, const Message *message, const char *problem)
{
	g_autoptr(GString) line = g_string_sized_new(2048);

	json_line_begin(line);
	json_line_text(line, "file", file);
	json_line_text(line, "kind", problem ? NULL : message_kind_word(message->kind));
	json_line_strings(line, "evidence", message->evidence);
	json_line_text(line, "from", *message_sender(message) ? message_sender(message) : NULL);
	json_line_text(line, "subject", message->subject);
	json_line_time(line, "date", message->date, "UTC");
	json_line_text(line, "message_id", message->message_id);
	json_line_strings(line, "in_reply_to", message->in_reply_to);
	json_line_strings(line, "references", message->references);
	json_line_text(line, "original_message_id", message->original_message_id);
	add_recipients(line, message->recipients);
	add_absence(line, message->absence);
	add_calendar(line, message->calendar);
	json_line_text(line, "text", message->text);
	json_line_bool(line, "opt_out", message->opt_out);
	json_line_text(line, "error", problem ? problem : message->error);
	json_line_print(line);
}

static bool read_all(FILE *file, GString *into)
{
	char buffer[65536];
	size_t got;

	while ((got = fread(buffer, 1, sizeof buffer, file)) > 0 && into->len < MAX_BYTES)
		g_string_append_len(into, buffer, (gssize)got);
	return !ferror(file);
}

/* True when something could be read and was a mail. */
static bool classify_stream(const char *name, FILE *file)
{
	g_autoptr(GString) bytes = g_string_new(NULL);
	bool whole = file && read_all(file, bytes);
	g_autoptr(Message) message = whole && bytes->len ? understand_message(bytes->str, bytes->len) : message_new();

	print_message(name, message, !whole ? "cannot be read" : bytes->len ? NULL : "empty");
	return whole && bytes->len && !message->error;
}

static bool classify_file(guint number, void *data)
{
	const char *name = ((char **)data)[number];
	FILE *file = g_str_equal(name, "-") ? stdin : fopen(name, "re");
	bool done = classify_stream(name, file);

	if (file && file != stdin)
		fclose(file);
	return done;
}

static void say_lost(guint number, const char *why, void *data)
{
	g_autoptr(Message) nothing = message_new();
	g_autofree char *problem = g_strdup_printf("the parser died of this mail (%s)", why);

	print_message(((char **)data)[number], nothing, problem);
}

static int run(Context *context, char **arguments, GError **error)
{
	static char dash[] = "-";
	char *standard_input[] = {dash, NULL};
	char **names = arguments[0] ? arguments : standard_input;

	(void)context;
	if (!understand_load(error)) /* once, for all children */
		return EXIT_FAILED;
	if (poison_each(g_strv_length(names), classify_file, say_lost, names))
		return 0;
	g_set_error(error, ERROR, ERROR_DATA, "%s", _("nothing could be read"));
	return EXIT_FAILED;
}

const Command command_classify = {
	.name = "classify",
	.arguments = "[FILE…]",
	.summary = N_("say what each mail is, as JSON"),
	.needs = NEEDS_NOTHING,
	.min = 0,
	.max = 1000000,
	.run = run,
};
