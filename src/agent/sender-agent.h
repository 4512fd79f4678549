/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AGENT_SENDER_AGENT_H
#define AGENT_SENDER_AGENT_H

/*
 * A sender agent: waits for ORDER_SEND, delivers that one mail over SMTP up to the final dot, asks for leave
 * (FACT_DOT_READY), ends the data on ORDER_DOT, tells FACT_SENT and is done. Without ORDER_DOT no dot is ever sent.
 * Takes fd, the socket to the watcher. The process's exit status.
 */
int sender_agent_run(int fd);

#endif
