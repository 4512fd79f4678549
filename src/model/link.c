/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/link.h"

static const char *const words[] = {"none", "probable", "sure"};

Link *link_new(void)
{
	return g_new0(Link, 1);
}

void link_free(Link *link)
{
	if (!link)
		return;
	g_free(link->reason);
	g_free(link);
}

void link_candidate_free(LinkCandidate *candidate)
{
	if (!candidate)
		return;
	g_free(candidate->reason);
	g_free(candidate);
}

const char *confidence_word(Confidence confidence)
{
	return words[confidence];
}

bool confidence_from_word(const char *word, Confidence *out)
{
	for (gsize i = 0; word && i < G_N_ELEMENTS(words); i++)
		if (g_str_equal(word, words[i])) {
			*out = (Confidence)i;
			return true;
		}
	return false;
}

const char *decider_word(Decider decider)
{
	return decider == DECIDED_BY_PERSON ? "person" : "cmc";
}
