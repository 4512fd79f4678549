/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libphonenumber behind two C functions: a loadable module, because linking it costs every command 5 ms. */
#include <gmodule.h>
#include <phonenumbers/phonenumberutil.h>

#include <string>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

/* 110, 112 and extensions are nobody's number. */
static const unsigned SHORTEST = 1000;

extern "C" G_MODULE_EXPORT const char cmc_module_version[];
const char cmc_module_version[] = PACKAGE_VERSION;
extern "C" G_MODULE_EXPORT char *phone_module_e164(const char *text, const char *region);
extern "C" G_MODULE_EXPORT char *phone_module_display(const char *e164);

/* E.164 with ";ext=12" (RFC 3966), or NULL when it cannot be a number of that region. */
char *phone_module_e164(const char *text, const char *region)
{
	const PhoneNumberUtil *util = PhoneNumberUtil::GetInstance();
	PhoneNumber number;
	std::string formatted;

	if (util->Parse(text, region, &number) != PhoneNumberUtil::NO_PARSING_ERROR ||
	    !util->IsPossibleNumber(number) || number.national_number() < SHORTEST)
		return nullptr;
	util->Format(number, PhoneNumberUtil::E164, &formatted);
	if (number.has_extension())
		formatted += ";ext=" + number.extension();
	return g_strdup(formatted.c_str());
}

char *phone_module_display(const char *e164)
{
	const PhoneNumberUtil *util = PhoneNumberUtil::GetInstance();
	PhoneNumber number;
	std::string formatted;

	if (util->Parse(e164, "ZZ", &number) != PhoneNumberUtil::NO_PARSING_ERROR)
		return nullptr;
	util->Format(number, PhoneNumberUtil::INTERNATIONAL, &formatted);
	return g_strdup(formatted.c_str());
}
