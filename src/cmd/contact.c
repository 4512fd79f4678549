/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/people.h"
#include "app/resolve.h"
#include "base/text.h"
#include "cmd/command.h"
#include "cmd/input.h"
#include "cmd/json.h"
#include "cmd/print.h"
#include "model/id.h"
#include "store/store-contact.h"

static char *name, *org, *language, *timezone_name, *note;
static PeopleEdit lists;
static gboolean from_mail;

static const GOptionEntry options[] = {
	{"name", 0, 0, G_OPTION_ARG_STRING, &name, N_("the name"), "NAME"},
	{"email", 0, 0, G_OPTION_ARG_STRING_ARRAY, &lists.emails, N_("an address, mailed first; may be repeated"), "A"},
	{"phone", 0, 0, G_OPTION_ARG_STRING_ARRAY, &lists.phones, N_("a number, called first; may be repeated"), "N"},
	{"no-email", 0, 0, G_OPTION_ARG_STRING_ARRAY, &lists.no_emails, N_("edit: take an address away"), "A"},
	{"no-phone", 0, 0, G_OPTION_ARG_STRING_ARRAY, &lists.no_phones, N_("edit: take a number away"), "N"},
	{"org", 0, 0, G_OPTION_ARG_STRING, &org, N_("the organisation"), "O"},
	{"language", 0, 0, G_OPTION_ARG_STRING, &language, N_("language of mails"), "de|en"},
	{"timezone", 0, 0, G_OPTION_ARG_STRING, &timezone_name, N_("where the contact lives"), "ZONE"},
	{"note", 0, 0, G_OPTION_ARG_STRING, &note, N_("anything else"), "TEXT"},
	{"from-mail", 0, 0, G_OPTION_ARG_NONE, &from_mail, N_("add: who sent the mail on standard input"), NULL},
	{0},
};

static bool take_options(Contact *contact, GError **error)
{
	if (language && *language && !g_str_equal(language, "de") && !g_str_equal(language, "en")) {
		g_set_error(error, ERROR, ERROR_DATA, _("languages are de and en, not \"%s\""), language);
		return false;
	}
	text_put(&contact->name, name);
	text_put(&contact->org, org);
	text_put(&contact->language, language);
	text_put(&contact->timezone, timezone_name);
	text_put(&contact->note, note);
	return true;
}

/* most: how many addresses, and how many numbers. */
static void print_contact(const Contact *contact, guint most)
{
	g_autofree char *emails = text_join(contact->emails, most);
	g_autofree char *phones = text_join(contact->phones, most);

	print_text("p%-5lld %s%s%s  %s  %s\n", (long long)contact->id, contact->name, contact->org ? ", " : "",
		   contact->org ? contact->org : "", emails, phones);
}

static int tell(Context *context, const Contact *contact)
{
	if (!context->json) {
		print_contact(contact, G_MAXUINT);
		return 0;
	}
	Json *json = json_begin();
	json_contact(json, "contact", contact);
	json_done(json);
	return 0;
}

static bool save(Context *context, Contact *contact, GError **error)
{
	return take_options(contact, error) &&
	       people_edit(context->store, context->config, contact, &lists, context->now, error);
}

static int add(Context *context, const char *text, GError **error)
{
	g_autoptr(Contact) contact = contact_new(text);

	contact->created_at = context->now;
	return save(context, contact, error) ? tell(context, contact) : EXIT_FAILED;
}

static int edit(Context *context, const char *text, GError **error)
{
	g_autoptr(Transaction) transaction = transaction_begin(context->store, error);
	g_autoptr(Contact) contact = transaction ? resolve_contact(context->store, context->config, text, error) : NULL;

	if (!contact || !save(context, contact, error) || !transaction_commit(transaction, error))
		return EXIT_FAILED;
	return tell(context, contact);
}

static void print_detail(const char *detail)
{
	if (detail)
		print_text("       %s\n", detail);
}

static int show(Context *context, const char *text, GError **error)
{
	g_autoptr(Contact) contact = resolve_contact(context->store, context->config, text, error);

	if (!contact)
		return EXIT_FAILED;
	tell(context, contact);
	if (context->json)
		return 0;
	print_detail(contact->language);
	print_detail(contact->timezone);
	print_detail(contact->do_not_call ? _("Asked NOT to be called.") : NULL);
	print_detail(contact->do_not_mail ? _("Asked NOT to be mailed.") : NULL);
	print_detail(contact->note);
	return 0;
}

typedef struct Listing {
	Json *json;
	guint count;
} Listing;

static bool list_one(const Contact *contact, gpointer data)
{
	Listing *listing = data;

	listing->count++;
	if (listing->json)
		json_contact(listing->json, NULL, contact);
	else
		print_contact(contact, 1);
	return true;
}

static int list(Context *context, GError **error)
{
	Listing listing = {0};

	if (context->json) {
		listing.json = json_begin();
		json_list(listing.json, "contacts");
	}
	if (!store_contact_each(context->store, list_one, &listing, error)) {
		json_drop(listing.json);
		return EXIT_FAILED;
	}
	if (listing.json) {
		json_list_end(listing.json);
		json_done(listing.json);
	}
	return listing.count ? 0 : EXIT_NOTHING;
}

static const struct {
	const char *word;
	int (*run)(Context *context, const char *text, GError **error);
} acts[] = {{"add", add}, {"edit", edit}, {"show", show}};

static void ask(char **place, const char *question)
{
	if (!*place)
		*place = print_ask(question);
}

/* Name and address as the mail has them; on a terminal the person may know better, and more. */
static int add_from_mail(Context *context, GError **error)
{
	g_autoptr(Message) message = NULL;
	g_autoptr(Address) partner = NULL;

	if (!input_from_mail(context, &message, &partner, error))
		return EXIT_FAILED;
	g_autoptr(Contact) known = store_contact_by_email(context->store, partner->email, NULL);
	if (known) {
		g_set_error(error, ERROR, ERROR_DATA, _("\"%s\" is known already: p%lld %s"), partner->email,
			    (long long)known->id, known->name);
		return EXIT_FAILED;
	}
	lists.emails = (char *[]){partner->email, NULL};
	const char *as = partner->name && *partner->name ? partner->name : partner->email;
	g_autofree char *question = g_strdup_printf(_("Name (%s)?"), as);
	if (context->terminal) {
		ask(&name, question);
		ask(&org, _("Organisation?"));
	}
	if (name && !*name)
		g_clear_pointer(&name, g_free);
	return add(context, as, error);
}

static int run(Context *context, char **arguments, GError **error)
{
	if (from_mail && g_str_equal(arguments[0], "add") && !arguments[1])
		return add_from_mail(context, error);
	if (g_str_equal(arguments[0], "list") && !arguments[1])
		return list(context, error);
	for (gsize i = 0; i < G_N_ELEMENTS(acts); i++)
		if (arguments[1] && g_str_equal(arguments[0], acts[i].word))
			return acts[i].run(context, arguments[1], error);
	g_set_error(error, ERROR, ERROR_USAGE, "%s", _("usage: cmc contact add NAME|show CONTACT|edit CONTACT|list"));
	return EXIT_FAILED;
}

const Command command_contact = {
	"contact", "add|show|edit|list [CONTACT]", N_("the people"), NEEDS_STORE_WRITE, 1, 2, options, run,
};
