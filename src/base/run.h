/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_RUN_H
#define BASE_RUN_H

/*
 * Where our own parts lie. CMC_LIBEXEC (agent, phone.so) and CMC_DATADIR (templates, data files) in the environment
 * point into a build tree; else the installed places.
 */

char *run_libexec(const char *name); /* full path; caller owns */
char *run_data(const char *name);    /* full path; caller owns */

#endif
