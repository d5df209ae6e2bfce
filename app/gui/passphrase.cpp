// SPDX-License-Identifier: MIT
#include "app/gui/passphrase.h"

#include <QCoreApplication>
#include <QFile>

#include <zxcvbn.h>

namespace cairn::gui {

using namespace Qt::StringLiterals;

QStringList wordList()
{
    QFile file(u":/wordlists/eff_large.txt"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
}

QString generatePassphrase(Random &random, int words)
{
    const QStringList list = wordList();
    const auto count = static_cast<std::uint32_t>(list.size());
    Q_ASSERT(count == 7776);
    // The last, incomplete round of the words would favour those at the beginning.
    const std::uint32_t limit = UINT32_MAX - UINT32_MAX % count;
    QStringList chosen;
    while (chosen.size() < words) {
        std::uint32_t number = 0;
        random.fill({reinterpret_cast<std::uint8_t *>(&number), sizeof number});
        if (number < limit)
            chosen << list.at(static_cast<qsizetype>(number % count));
    }
    return chosen.join(u'-');
}

Strength strengthOf(const QString &passphrase)
{
    QByteArray text = passphrase.toUtf8().left(200); // what is longer is strong, and slow to judge
    const double bits = ZxcvbnMatch(text.constData(), nullptr, nullptr);
    text.fill('\0');
    return bits < 25   ? Strength::VeryWeak
           : bits < 35 ? Strength::Weak
           : bits < 50 ? Strength::Fair
           : bits < 70 ? Strength::Strong
                       : Strength::VeryStrong;
}

QString strengthText(Strength strength)
{
    const auto tr = [](const char *text) {
        return QCoreApplication::translate("cairn::gui::Strength", text);
    };
    switch (strength) {
    case Strength::VeryWeak:
        return tr(QT_TRANSLATE_NOOP("cairn::gui::Strength", "very weak"));
    case Strength::Weak:
        return tr(QT_TRANSLATE_NOOP("cairn::gui::Strength", "weak"));
    case Strength::Fair:
        return tr(QT_TRANSLATE_NOOP("cairn::gui::Strength", "fair"));
    case Strength::Strong:
        return tr(QT_TRANSLATE_NOOP("cairn::gui::Strength", "strong"));
    case Strength::VeryStrong:
        break;
    }
    return tr(QT_TRANSLATE_NOOP("cairn::gui::Strength", "very strong"));
}

} // namespace cairn::gui
