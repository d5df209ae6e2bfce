// SPDX-License-Identifier: MIT
#include "app/cli/commands/filter_text.h"

namespace cairn::cli {

using namespace Qt::StringLiterals;

QString filterRules()
{
    return u"A filter of --include and --exclude is tested against whole paths; those of "
           u"folders end with a slash. Filters apply in the order given and the first that "
           u"matches decides. What none matches is taken in, unless there are only includes. "
           u"Below a folder that is excluded nothing is looked at."_s;
}

std::vector<std::pair<QString, QString>> filterForms()
{
    return {
        {u"*.iso"_s, u"a pattern: * stands for any characters, slashes too, ? for one"_s},
        {u"*/cache/"_s, u"every folder of that name with all below it"_s},
        {u"*/notes.txt"_s, u"every file of that name"_s},
        {u"/home/me/private/"_s, u"exactly this folder, with all below it"_s},
        {u"@/home/me/a*b"_s, u"exactly this file: nothing in it is a pattern"_s},
        {u"[.*\\.(tmp|bak)]"_s, u"a regular expression"_s},
        {u"{CacheFiles}"_s, u"a group of filters; several are written {CacheFiles,SystemFiles}"_s}};
}

QString filterArgumentRules()
{
    return u"The FILTER of restore, list and find is written the same way; a bare name is "
           u"looked for in every folder, and a folder stands for all below it. --exclude "
           u"leaves out some of that; --include adds to it. There an include before an "
           u"exclude also brings back what is below an excluded folder."_s;
}

} // namespace cairn::cli
