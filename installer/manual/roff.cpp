// SPDX-License-Identifier: MIT
#include "installer/manual/roff.h"

#include <QStringList>

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr int kColumns = 78;

QString escaped(QChar letter)
{
    switch (letter.unicode()) {
    case u'\\':
        return u"\\e"_s;
    case u'-':
        return u"\\-"_s;
    case u'~':
        return u"\\(ti"_s;
    case u'^':
        return u"\\(ha"_s;
    case u'`':
        return u"\\(ga"_s;
    default:
        break;
    }
    if (letter.unicode() < 0x80)
        return letter;
    return u"\\[u%1]"_s.arg(QString::number(letter.unicode(), 16).toUpper(), 4, QChar(u'0'));
}

} // namespace

QString roff(const QString &text)
{
    QString made;
    for (const QChar letter : text)
        made += escaped(letter);
    return made;
}

QString roffLines(const QString &text)
{
    QStringList lines;
    QString line;
    const auto words = text.split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        const QString next = roff(word);
        if (!line.isEmpty() && line.size() + 1 + next.size() > kColumns) {
            lines += line;
            line.clear();
        }
        // At the start of a line these two begin a request.
        const bool isRequest = next.startsWith(u'.') || next.startsWith(u'\'');
        line += line.isEmpty() ? (isRequest ? u"\\&"_s : QString()) : u" "_s;
        line += next;
    }
    lines += line;
    return lines.join(u'\n') % u'\n';
}

} // namespace cairn::cli
