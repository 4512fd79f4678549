/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a mail is (cmc-json(7)): the watcher's own understanding, for anybody's files. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/when.h"
#include "cmd/command.h"
#include "cmd/poison.h"
#include "cmd/print.h"
#include "mail/understand.h"

/* What a mail says is at its beginning; what comes behind is attachments. */
#define MAX_BYTES (16 * 1024 * 1024)

static void add_strings(JsonBuilder *json, const char *name, const GPtrArray *strings)
{
	json_list(json, name);
	for (guint i = 0; i < strings->len; i++)
		json_builder_add_string_value(json, strings->pdata[i]);
	json_builder_end_array(json);
}

static void add_recipients(JsonBuilder *json, const GPtrArray *recipients)
{
	json_list(json, "recipients");
	for (guint i = 0; i < recipients->len; i++) {
		const Recipient *each = recipients->pdata[i];

		json_builder_begin_object(json);
		json_text(json, "address", each->address);
		json_text(json, "action", each->action);
		json_text(json, "status", each->status);
		if (each->permanent < 0)
			json_text(json, "permanent", NULL);
		else
			json_bool(json, "permanent", each->permanent);
		json_text(json, "diagnostic", each->diagnostic);
		json_builder_end_object(json);
	}
	json_builder_end_array(json);
}

static void add_absence(JsonBuilder *json, const Absence *absence)
{
	if (!absence) {
		json_text(json, "absence", NULL);
		return;
	}
	json_builder_set_member_name(json, "absence");
	json_builder_begin_object(json);
	json_text(json, "from", absence->from);
	json_text(json, "until", absence->until);
	json_text(json, "deputy", absence->deputy);
	json_text(json, "deputy_phone", absence->deputy_phone);
	json_bool(json, "left", absence->left);
	json_builder_end_object(json);
}

static void add_calendar(JsonBuilder *json, const CalendarAnswer *calendar)
{
	if (!calendar) {
		json_text(json, "calendar", NULL);
		return;
	}
	json_builder_set_member_name(json, "calendar");
	json_builder_begin_object(json);
	json_text(json, "method", calendar->method);
	json_text(json, "uid", calendar->uid);
	json_int(json, "sequence", calendar->sequence);
	json_text(json, "partstat", calendar->partstat);
	json_time(json, "start", calendar->start, calendar->zone ? calendar->zone : "UTC");
	json_text(json, "comment", calendar->comment);
	json_builder_end_object(json);
}

static void print_message(const char *file, const Message *message, const char *problem)
{
	JsonBuilder *json = json_begin();

	json_text(json, "file", file);
	json_text(json, "kind", problem ? NULL : message_kind_word(message->kind));
	add_strings(json, "evidence", message->evidence);
	json_text(json, "from", *message_sender(message) ? message_sender(message) : NULL);
	json_text(json, "subject", message->subject);
	json_time(json, "date", message->date, "UTC");
	json_text(json, "message_id", message->message_id);
	add_strings(json, "in_reply_to", message->in_reply_to);
	add_strings(json, "references", message->references);
	json_text(json, "original_message_id", message->original_message_id);
	add_recipients(json, message->recipients);
	add_absence(json, message->absence);
	add_calendar(json, message->calendar);
	json_text(json, "text", message->text);
	json_bool(json, "opt_out", message->opt_out);
	json_text(json, "error", problem ? problem : message->error);
	json_done(json);
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
