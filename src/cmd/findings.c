/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/findings.h"
#include "cmd/json.h"

#include "app/moments.h"
#include "app/today.h"
#include "base/clock.h"
#include "cmd/print.h"

void findings_init(Findings *findings)
{
	findings->good = g_ptr_array_new_with_free_func(g_free);
	findings->bad = g_ptr_array_new_with_free_func(g_free);
}

void findings_clear(Findings *findings)
{
	g_clear_pointer(&findings->good, g_ptr_array_unref);
	g_clear_pointer(&findings->bad, g_ptr_array_unref);
}

void findings_note(GPtrArray *list, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_ptr_array_add(list, g_strdup_vprintf(format, arguments));
	va_end(arguments);
}

static bool has_item(const Today *today, const TodayItem *wanted)
{
	for (guint i = 0; i < today->items->len; i++) {
		const TodayItem *item = today->items->pdata[i];

		if (item->kind == wanted->kind && item->call_id == wanted->call_id &&
		    item->message == wanted->message && item->appointment_id == wanted->appointment_id)
			return true;
	}
	return false;
}

/* today looks at a few only: whatever waits must be with them. */
static bool look_at_today(const Context *context, Store *store, Findings *findings, GError **error)
{
	int64_t now = clock_now();
	g_autoptr(Today) everybody = today_make_slowly(store, context->config, now, error);
	g_autoptr(Today) today = everybody ? today_make(store, context->config, now, error) : NULL;

	for (guint i = 0; today && i < everybody->items->len; i++) {
		const TodayItem *item = everybody->items->pdata[i];

		if (!has_item(today, item))
			findings_note(findings->bad, _("\"today\" does not show %s of p%lld"), due_word(item->kind),
				      (long long)(item->contact ? item->contact->id : 0));
	}
	return today != NULL;
}

static bool look_at_moments(Store *store, Findings *findings, GError **error)
{
	g_autoptr(GPtrArray) stale = moments_stale(store, error);

	for (guint i = 0; stale && i < stale->len; i++) {
		const Appointment *each = stale->pdata[i];

		findings_note(findings->bad,
			      _("the clock of %s has new rules: \"cmc sync\" derives the moment of a%lld from them"),
			      each->zone, (long long)each->id);
	}
	return stale != NULL;
}

bool findings_of_store(const Context *context, Store *store, bool strict, Findings *findings, GError **error)
{
	g_autoptr(GPtrArray) sentences = store_check(store, error);

	if (!sentences || (strict && !store_check_strictly(store, sentences, error)))
		return false;
	for (guint i = 0; i < sentences->len; i++)
		findings_note(findings->bad, "%s", (char *)sentences->pdata[i]);
	if (!look_at_today(context, store, findings, error) || !look_at_moments(store, findings, error))
		return false;
	if (!findings->bad->len)
		findings_note(findings->good, _("the store is sound: %s"), context->config->store);
	return true;
}

int findings_tell(const Context *context, const Findings *findings)
{
	if (context->json) {
		Json *json = json_begin();
		json_bool(json, "sound", findings->bad->len == 0);
		json_list(json, "findings");
		for (guint i = 0; i < findings->bad->len; i++)
			json_item(json, findings->bad->pdata[i]);
		json_list_end(json);
		json_done(json);
	} else {
		for (guint i = 0; context->level >= LOG_NORMAL && i < findings->good->len; i++)
			print_text("ok   %s\n", (char *)findings->good->pdata[i]);
		for (guint i = 0; i < findings->bad->len; i++)
			print_text("BAD  %s\n", (char *)findings->bad->pdata[i]);
	}
	return findings->bad->len ? EXIT_NOTHING : 0;
}
