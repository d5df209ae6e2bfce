// SPDX-License-Identifier: MIT
#include "app/shared/error_text.h"

#include "app/shared/error_table.h"

namespace cairn {

using namespace Qt::StringLiterals;

QString errorText(const Error &error)
{
    QString text = error.message.trimmed();
    if (text.isEmpty())
        text = errorId(error);
    if (!text.endsWith(u'.') && !text.endsWith(u'?') && !text.endsWith(u'!'))
        text += u'.';
    const QString remedy = errorTexts(troubleOf(error), FrontEnd::CommandLine).remedy;
    if (!remedy.isEmpty())
        text += u' ' % remedy;
    return text;
}

} // namespace cairn
