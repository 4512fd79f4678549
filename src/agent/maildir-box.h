/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AGENT_MAILDIR_BOX_H
#define AGENT_MAILDIR_BOX_H

/*
 * The parts of a mailbox agent on a Maildir, seen by maildir-*.c only.
 *
 * UIDs: a Maildir has none, and nothing of ours is written into the user's tree. So the agent gives each mail of a
 * folder the next number when it first meets it, and the watcher's store keeps the table (FACT_NAMES, handed back by
 * ORDER_START): hash of the unique part of the file's name to UID. It is committed before the UID is used anywhere. A
 * mail that went and comes back is a new one, and no UID is given twice. Since the table lies where the UIDs that refer
 * to it lie, they are lost or restored together, and UIDVALIDITY can be one constant; it is no small number, so that an
 * account that changes from imap= to maildir= begins anew.
 */

#include "agent/maildir.h"
#include "agent/session.h"

#define MAILDIR_UIDVALIDITY 0x4d444952u

typedef struct TreeMail {
	MailName name;
	uint32_t uid;
	unsigned flags;
	char *file; /* NULL: not met yet by this process */
} TreeMail;

typedef struct TreeBox {
	Mailbox *known; /* as told to the watcher */
	bool watched;
	bool told;	   /* FACT_MAILBOX was told by this process */
	bool stale;	   /* something happened in it */
	GHashTable *mails; /* MailName * to TreeMail *, owned */
	GPtrArray *order;  /* TreeMail *, by UID */
	uint32_t next;	   /* the next UID */
	int watches[2];	   /* of inotify: cur and new */
} TreeBox;

typedef struct Tree {
	Session session;
	Start *start;
	Maildir *maildir;
	GPtrArray *boxes;  /* TreeBox *: watched ones in the order of reading, then those that orders named */
	int inotify, self; /* self: the watch on the tree's top */
	bool quit, round;  /* ordered */
	int64_t visit_ms;  /* when every box is looked at without being asked */
} Tree;

/* maildir-box.c */
TreeBox *tree_box(Tree *tree, const char *name); /* made where it is not known yet */
void tree_box_free(TreeBox *box);
TreeMail *tree_mail(const TreeBox *box, uint32_t uid);				    /* NULL = not there */
bool tree_box_look(Tree *tree, TreeBox *box, const Folder *folder, GError **error); /* tells what changed and went */
GArray *tree_uids(const TreeBox *box, uint32_t from_uid);			    /* uint32_t: what is there */

/* The first max_bytes of a mail, 0 = its header block; looks again where somebody renames it. False without error: it
 * is not there any more. */
bool tree_read(Tree *tree, TreeBox *box, const Folder *folder, uint32_t uid, gsize max_bytes, MailText *out,
	       GError **error);
bool tree_box_sync(Tree *tree, TreeBox *box, GError **error);

/* maildir-orders.c */
void tree_order_serve(Tree *tree, const Frame *frame);
void tree_orders_serve(Tree *tree); /* every order that is there */

/* maildir-agent.c: keeps the account's Maildir in step until ORDER_QUIT. */
void maildir_keep(Session *session, Start *start);

#endif
