/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MODEL_ACCOUNT_H
#define MODEL_ACCOUNT_H

/* One mail account of ours, as the config says it. Secrets are not in it. */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum {
	SECURITY_TLS,      /* imaps://, submissions:// */
	SECURITY_STARTTLS, /* imap://, submission://: required */
	SECURITY_NONE,     /* insecure=true, loopback addresses only */
} Security;

typedef struct Endpoint {
	char *user;
	char *host;
	uint16_t port;
	Security security;
} Endpoint;

typedef struct Account {
	char *id;               /* the NAME of [account NAME] */
	char *name;             /* display name for From */
	char *email;            /* own address, normalised */
	GPtrArray *aliases;     /* char *, normalised */
	Endpoint imap, smtp;    /* smtp.host may be NULL: this account only watches */
	char *maildir;          /* absolute path of a Maildir tree that stands for IMAP (imap.host is NULL then), or NULL */
	char *password_command; /* one of the two */
	char *token_command;
	bool by_token;          /* the secret is an OAuth2 token: what the agent learns of the two commands */
	GPtrArray *watch;       /* char *, mailbox names in UTF-8; empty: INBOX and the special-use \Sent */
	char *sent, *drafts, *calls; /* mailbox names, or NULL: special-use, special-use, "Calls" */
	char *ca_file;
	char *tls_pin;          /* SHA-256 of the certificate in hex, or NULL */
	char *signature;        /* text, or NULL */
	bool mark_cards, mark_flags, mark_keywords;
} Account;

Account *account_new(const char *id);
Account *account_copy(const Account *account);
void account_free(Account *account);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Account, account_free)

/* Is email (any case) this account's address or one of its aliases? */
bool account_owns(const Account *account, const char *email);

#endif
