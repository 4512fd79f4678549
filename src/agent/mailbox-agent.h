/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AGENT_MAILBOX_AGENT_H
#define AGENT_MAILBOX_AGENT_H

/*
 * A mailbox agent keeps one account's mailboxes in step: reads what is new since the state that ORDER_START names, tells
 * it, then waits on the server and on orders until ORDER_QUIT. On trouble with a connection it tells FACT_STATE and
 * ends; trying again is its watcher's business. Takes fd, the socket to the watcher. The process's exit status.
 * It closes its cage as soon as its first order says what it may touch: nothing, or the account's Maildir.
 */
int mailbox_agent_run(int fd);

#endif
