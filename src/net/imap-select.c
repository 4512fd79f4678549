/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/error.h"
#include "net/imap-utf7.h"
#include "net/imap-wire.h"

/* Where a server names no special use, by the last part of the name. */
static const struct {
	const char *name;
	MailboxRole role;
} usual_names[] = {
	{"Sent", ROLE_SENT},
	{"Sent Items", ROLE_SENT},
	{"Sent Messages", ROLE_SENT},
	{"Sent Mail", ROLE_SENT},
	{"Gesendet", ROLE_SENT},
	{"Gesendete Elemente", ROLE_SENT},
	{"Gesendete Objekte", ROLE_SENT},
	{"Drafts", ROLE_DRAFTS},
	{"Entwürfe", ROLE_DRAFTS},
};

static MailboxRole usual_role(const char *name, char delimiter)
{
	const char *last = delimiter ? strrchr(name, delimiter) : NULL;

	last = last ? last + 1 : name;
	for (gsize i = 0; i < G_N_ELEMENTS(usual_names); i++)
		if (g_ascii_strcasecmp(last, usual_names[i].name) == 0)
			return usual_names[i].role;
	return ROLE_OTHER;
}

/* false: cannot be selected. */
static bool read_uses(const struct mailimap_mbx_list_flags *flags, MailboxRole *role)
{
	if (!flags)
		return true;
	if (flags->mbf_type == MAILIMAP_MBX_LIST_FLAGS_SFLAG && flags->mbf_sflag == MAILIMAP_MBX_LIST_SFLAG_NOSELECT)
		return false;
	for (clistiter *at = flags->mbf_oflags ? clist_begin(flags->mbf_oflags) : NULL; at; at = clist_next(at)) {
		const struct mailimap_mbx_list_oflag *flag = clist_content(at);

		if (flag->of_type != MAILIMAP_MBX_LIST_OFLAG_FLAG_EXT || !flag->of_flag_ext)
			continue;
		if (g_ascii_strcasecmp(flag->of_flag_ext, "NonExistent") == 0)
			return false;
		if (g_ascii_strcasecmp(flag->of_flag_ext, "Sent") == 0)
			*role = ROLE_SENT;
		else if (g_ascii_strcasecmp(flag->of_flag_ext, "Drafts") == 0)
			*role = ROLE_DRAFTS;
	}
	return true;
}

static bool has_role(const GPtrArray *mailboxes, MailboxRole role)
{
	for (guint i = 0; i < mailboxes->len; i++)
		if (((const Mailbox *)mailboxes->pdata[i])->role == role)
			return true;
	return false;
}

GPtrArray *imap_list(Imap *imap, GError **error)
{
	bool extended = imap_has(imap, "SPECIAL-USE") && imap_has(imap, "LIST-EXTENDED");
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)mailbox_free);
	g_autoptr(GArray) usual = g_array_new(FALSE, FALSE, sizeof(MailboxRole));
	clist *list;

	if (!imap_run(imap, "LIST", extended ? "LIST \"\" \"*\" RETURN (SPECIAL-USE)" : "LIST \"\" \"*\"", 0, error))
		return NULL;
	list = imap->session->imap_response_info->rsp_mailbox_list;
	for (clistiter *at = list ? clist_begin(list) : NULL; at; at = clist_next(at)) {
		const struct mailimap_mailbox_list *each = clist_content(at);
		MailboxRole role = ROLE_OTHER, guess;
		g_autofree char *name = imap_utf7_decode(each->mb_name);

		if (!name || !read_uses(each->mb_flag, &role))
			continue;
		if (g_ascii_strcasecmp(name, "INBOX") == 0)
			role = ROLE_INBOX;
		Mailbox *mailbox = mailbox_new(NULL, role == ROLE_INBOX ? "INBOX" : name);
		mailbox->role = role;
		g_ptr_array_add(found, mailbox);
		guess = role == ROLE_OTHER ? usual_role(name, each->mb_delimiter) : ROLE_OTHER;
		g_array_append_val(usual, guess);
	}
	for (guint i = 0; i < found->len; i++) {
		MailboxRole guess = g_array_index(usual, MailboxRole, i);

		if (guess != ROLE_OTHER && !has_role(found, guess))
			((Mailbox *)found->pdata[i])->role = guess;
	}
	return g_steal_pointer(&found);
}

bool imap_create(Imap *imap, const char *mailbox, GError **error)
{
	g_autofree char *name = imap_quote_mailbox(mailbox, error);
	g_autofree char *create = name ? g_strconcat("CREATE ", name, NULL) : NULL;
	g_autofree char *subscribe = name ? g_strconcat("SUBSCRIBE ", name, NULL) : NULL;
	g_autoptr(GError) why = NULL;

	if (!name || !imap_run(imap, "CREATE", create, 0, error))
		return false;
	/* what is not subscribed is there nevertheless */
	if (!imap_run(imap, "SUBSCRIBE", subscribe, 0, &why) && imap->broken) {
		g_propagate_error(error, g_steal_pointer(&why));
		return false;
	}
	return true;
}

void imap_selected_clear(ImapSelected *selected)
{
	g_clear_pointer(&selected->vanished, g_array_unref);
	g_clear_pointer(&selected->changed, g_array_unref);
	memset(selected, 0, sizeof *selected);
}

static void take_vanished(const struct mailimap_set *set, GArray *out)
{
	for (clistiter *at = set->set_list ? clist_begin(set->set_list) : NULL; at; at = clist_next(at)) {
		const struct mailimap_set_item *item = clist_content(at);
		uint32_t pair[] = {item->set_first, item->set_last ? item->set_last : item->set_first};

		g_array_append_vals(out, pair, 2);
	}
}

static void take_extensions(const Imap *imap, ImapSelected *out)
{
	clist *list = imap->session->imap_response_info->rsp_extension_list;

	for (clistiter *at = list ? clist_begin(list) : NULL; at; at = clist_next(at)) {
		const struct mailimap_extension_data *each = clist_content(at);
		int id = each->ext_extension->ext_id;

		if (id == MAILIMAP_EXTENSION_CONDSTORE && each->ext_type == MAILIMAP_CONDSTORE_TYPE_RESP_TEXT_CODE) {
			const struct mailimap_condstore_resptextcode *code = each->ext_data;

			if (code->cs_type == MAILIMAP_CONDSTORE_RESPTEXTCODE_HIGHESTMODSEQ)
				out->modseq = code->cs_data.cs_modseq_value;
		}
		if (id == MAILIMAP_EXTENSION_QRESYNC && each->ext_type == MAILIMAP_QRESYNC_TYPE_VANISHED) {
			const struct mailimap_qresync_vanished *vanished = each->ext_data;

			if (vanished->qr_known_uids)
				take_vanished(vanished->qr_known_uids, out->vanished);
		}
	}
}

static void take_selection(const Imap *imap, ImapSelected *out)
{
	const struct mailimap_selection_info *info = imap->session->imap_selection_info;
	clist *changes = imap->session->imap_response_info->rsp_fetch_list;

	out->uidvalidity = info->sel_uidvalidity;
	out->uidnext = info->sel_uidnext;
	out->exists = info->sel_exists;
	for (clistiter *at = info->sel_perm_flags ? clist_begin(info->sel_perm_flags) : NULL; at; at = clist_next(at))
		if (((const struct mailimap_flag_perm *)clist_content(at))->fl_type == MAILIMAP_FLAG_PERM_ALL)
			out->any_keyword = true;
	for (clistiter *at = changes ? clist_begin(changes) : NULL; at; at = clist_next(at)) {
		ImapAttributes attributes;

		imap_read_attributes(clist_content(at), &attributes);
		if (attributes.uid && attributes.has_flags)
			g_array_append_vals(out->changed, &(ImapChange){attributes.uid, attributes.flags}, 1);
	}
}

static char *select_line(const Imap *imap, const char *name, const Mailbox *known, bool *quick)
{
	*quick = imap->qresync && known && known->uidvalidity && known->modseq;
	if (*quick)
		return g_strdup_printf("SELECT %s (QRESYNC (%u %" G_GUINT64_FORMAT "))", name, known->uidvalidity,
				       known->modseq);
	return g_strdup_printf("SELECT %s%s", name, imap->condstore ? " (CONDSTORE)" : "");
}

uint32_t imap_exists(const Imap *imap)
{
	return imap->session->imap_selection_info ? imap->session->imap_selection_info->sel_exists : 0;
}

bool imap_select(Imap *imap, const char *mailbox, const Mailbox *known, ImapSelected *out, GError **error)
{
	g_autofree char *name = imap_quote_mailbox(mailbox, error);
	bool quick = false;

	memset(out, 0, sizeof *out);
	if (!name)
		return false;
	g_autofree char *line = select_line(imap, name, known, &quick);
	if (imap->session->imap_selection_info)
		mailimap_selection_info_free(imap->session->imap_selection_info);
	imap->session->imap_selection_info = mailimap_selection_info_new();
	g_clear_pointer(&imap->selected, g_free);
	if (!imap_send(imap, line, 0, error))
		return false;
	if (quick)
		stream_expect_flow(imap->stream, 0);
	if (!imap_answer(imap, "SELECT", error))
		return false;
	imap->session->imap_state = MAILIMAP_STATE_SELECTED;
	imap->selected = imap_utf7_encode(mailbox);
	out->vanished = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	out->changed = g_array_new(FALSE, FALSE, sizeof(ImapChange));
	take_extensions(imap, out);
	take_selection(imap, out);
	if (out->uidvalidity == 0) {
		imap_selected_clear(out);
		return imap_nonsense(imap, "SELECT: no UIDVALIDITY", error);
	}
	out->quick = quick && out->modseq && out->uidvalidity == known->uidvalidity;
	/* a server may leave UIDNEXT out (RFC 3501, 7.1) */
	return out->uidnext || imap_uidnext(imap, &out->uidnext, error);
}

bool imap_unselect(Imap *imap, GError **error)
{
	g_autofree char *name = imap->selected ? imap_quote(imap->selected, NULL) : NULL;
	g_autofree char *examine = name ? g_strconcat("EXAMINE ", name, NULL) : NULL;

	if (!name)
		return true;
	g_clear_pointer(&imap->selected, g_free);
	imap->session->imap_state = MAILIMAP_STATE_AUTHENTICATED;
	if (imap_has(imap, "UNSELECT"))
		return imap_run(imap, "UNSELECT", "UNSELECT", 0, error);
	/* CLOSE would expunge what is selected for writing */
	return imap_run(imap, "EXAMINE", examine, 0, error) && imap_run(imap, "CLOSE", "CLOSE", 0, error);
}

static bool take_status(const Imap *imap, ImapSelected *out)
{
	const struct mailimap_mailbox_data_status *status = imap->session->imap_response_info->rsp_status;

	if (!status || !status->st_info_list)
		return false;
	for (clistiter *at = clist_begin(status->st_info_list); at; at = clist_next(at)) {
		const struct mailimap_status_info *info = clist_content(at);
		const struct mailimap_extension_data *more = info->st_ext_data;

		if (info->st_att == MAILIMAP_STATUS_ATT_UIDNEXT)
			out->uidnext = info->st_value;
		else if (info->st_att == MAILIMAP_STATUS_ATT_UIDVALIDITY)
			out->uidvalidity = info->st_value;
		else if (info->st_att == MAILIMAP_STATUS_ATT_MESSAGES)
			out->exists = info->st_value;
		else if (info->st_att == MAILIMAP_STATUS_ATT_EXTENSION && more &&
			 more->ext_extension->ext_id == MAILIMAP_EXTENSION_CONDSTORE &&
			 more->ext_type == MAILIMAP_CONDSTORE_TYPE_STATUS_INFO)
			out->modseq = ((const struct mailimap_condstore_status_info *)more->ext_data)->cs_highestmodseq_value;
	}
	return true;
}

bool imap_status(Imap *imap, const char *mailbox, ImapSelected *out, GError **error)
{
	g_autofree char *name = imap_quote_mailbox(mailbox, error);
	g_autofree char *line = name ? g_strdup_printf("STATUS %s (UIDNEXT UIDVALIDITY MESSAGES%s)", name,
						       imap->qresync ? " HIGHESTMODSEQ" : "")
				     : NULL;

	memset(out, 0, sizeof *out);
	if (!line || !imap_run(imap, "STATUS", line, 0, error))
		return false;
	if (!take_status(imap, out))
		return imap_nonsense(imap, "STATUS", error);
	out->quick = imap->qresync && out->modseq;
	return true;
}

bool imap_uidnext(Imap *imap, uint32_t *uidnext, GError **error)
{
	g_autofree char *name = imap->selected ? imap_quote(imap->selected, error) : NULL;
	g_autofree char *line = name ? g_strdup_printf("STATUS %s (UIDNEXT)", name) : NULL;
	ImapSelected said = {0};

	if (!imap->selected)
		g_set_error(error, ERROR, ERROR_SOFTWARE, "no mailbox is selected");
	if (!line || !imap_run(imap, "NOOP", "NOOP", 0, error) || !imap_run(imap, "STATUS", line, 0, error))
		return false;
	if (!take_status(imap, &said) || !said.uidnext)
		return imap_nonsense(imap, "STATUS", error);
	*uidnext = said.uidnext;
	return true;
}
