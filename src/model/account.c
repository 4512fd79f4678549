/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/account.h"

#include "model/address.h"

Account *account_new(const char *id)
{
	Account *account = g_new0(Account, 1);

	account->id = g_strdup(id);
	account->aliases = g_ptr_array_new_with_free_func(g_free);
	account->watch = g_ptr_array_new_with_free_func(g_free);
	account->mark_cards = account->mark_flags = account->mark_keywords = true;
	return account;
}

static GPtrArray *copy_strings(const GPtrArray *strings)
{
	GPtrArray *copy = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < strings->len; i++)
		g_ptr_array_add(copy, g_strdup(strings->pdata[i]));
	return copy;
}

static Endpoint copy_endpoint(const Endpoint *endpoint)
{
	Endpoint copy = *endpoint;

	copy.user = g_strdup(endpoint->user);
	copy.host = g_strdup(endpoint->host);
	return copy;
}

Account *account_copy(const Account *account)
{
	Account *copy = g_memdup2(account, sizeof *account);

	copy->id = g_strdup(account->id);
	copy->name = g_strdup(account->name);
	copy->email = g_strdup(account->email);
	copy->aliases = copy_strings(account->aliases);
	copy->imap = copy_endpoint(&account->imap);
	copy->smtp = copy_endpoint(&account->smtp);
	copy->maildir = g_strdup(account->maildir);
	copy->password_command = g_strdup(account->password_command);
	copy->token_command = g_strdup(account->token_command);
	copy->watch = copy_strings(account->watch);
	copy->sent = g_strdup(account->sent);
	copy->drafts = g_strdup(account->drafts);
	copy->calls = g_strdup(account->calls);
	copy->ca_file = g_strdup(account->ca_file);
	copy->tls_pin = g_strdup(account->tls_pin);
	copy->signature = g_strdup(account->signature);
	return copy;
}

void account_free(Account *account)
{
	if (!account)
		return;
	g_free(account->id);
	g_free(account->name);
	g_free(account->email);
	g_ptr_array_unref(account->aliases);
	g_free(account->imap.user);
	g_free(account->imap.host);
	g_free(account->smtp.user);
	g_free(account->smtp.host);
	g_free(account->maildir);
	g_free(account->password_command);
	g_free(account->token_command);
	g_ptr_array_unref(account->watch);
	g_free(account->sent);
	g_free(account->drafts);
	g_free(account->calls);
	g_free(account->ca_file);
	g_free(account->tls_pin);
	g_free(account->signature);
	g_free(account);
}

bool account_owns(const Account *account, const char *email)
{
	g_autofree char *normal = address_normalise(email, NULL);

	if (!normal)
		return false;
	if (g_strcmp0(normal, account->email) == 0)
		return true;
	for (guint i = 0; i < account->aliases->len; i++)
		if (g_str_equal(normal, account->aliases->pdata[i]))
			return true;
	return false;
}
