/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/words.h"

#include <glib.h>

#include "cmd/command.h"

/* For translators: single words in lists, the outcomes without spaces. */
static const char *const marked[] G_GNUC_UNUSED = {
	N_("call"),	      N_("follow-up"),	  N_("reply"),	     N_("auto-reply"),	 N_("bounce"),
	N_("delay"),	      N_("receipt"),	  N_("calendar"),    N_("appointment"),	 N_("note"),
	N_("reached"),	      N_("no-answer"),	  N_("busy"),	     N_("voicemail"),	 N_("gatekeeper"),
	N_("wrong-person"),   N_("wrong-number"), N_("do-not-call"), N_("agreed"),	 N_("confirmed"),
	N_("at-risk"),	      N_("moved"),	  N_("kept"),	     N_("missed-by-us"), N_("cancelled"),
	N_("missed-by-them"), N_("sure"),	  N_("probable"),    N_("none"),	 N_("sealed"),
	N_("claimed"),	      N_("rcpt_ok"),	  N_("dot_intent"),  N_("accepted"),	 N_("sent_copy"),
	N_("done"),	      N_("deferred"),	  N_("failed"),	     N_("uncertain"),
};

const char *word_shown(const char *word)
{
	return word && *word ? _(word) : "";
}
