// SPDX-License-Identifier: MIT
#pragma once

#include <QTranslator>

namespace cairn::test {

// Every text 40 % longer, with marks above its letters and brackets around it: what is clipped, not
// translated or put together from pieces shows.
class PseudoLanguage final : public QTranslator
{
public:
    // mirrored: its texts are of a language that is written from right to left.
    explicit PseudoLanguage(bool mirrored = false)
        : m_isMirrored(mirrored)
    {
    }
    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char *, const char *source, const char *,
                                    int) const override
    {
        const QString text = QString::fromUtf8(source);
        QString made = m_isMirrored ? QString(QChar(0x200F)) : QString();
        made += QLatin1Char('[');
        for (qsizetype i = 0; i < text.size(); ++i) {
            const bool isPlace = i > 0 && text[i - 1] == QLatin1Char('%'); // "%n", "%1"
            made += isPlace ? text[i] : marked(text[i]);
        }
        // Of words, so that it wraps as a language does.
        for (qsizetype more = text.size() * 2 / 5; more > 0; more -= 5)
            made += QStringLiteral(" ~~~~").left(more + 1);
        return made + QLatin1Char(']');
    }
    [[nodiscard]] static bool isOfIt(const QString &text)
    {
        return text.contains(QLatin1Char('[')) && text.contains(QLatin1Char(']'));
    }

private:
    static QChar marked(QChar letter)
    {
        constexpr QStringView kPlain = u"aeiouAEIOUcnyz";
        constexpr QStringView kMarked = u"\u00E5\u00EB\u00EF\u00F6\u00FC\u00C5\u00CB\u00CF\u00D6"
                                        u"\u00DC\u00E7\u00F1\u00FD\u017E";
        const qsizetype at = kPlain.indexOf(letter);
        return at < 0 ? letter : kMarked[at];
    }

    bool m_isMirrored;
};

} // namespace cairn::test
