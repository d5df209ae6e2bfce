// SPDX-License-Identifier: MIT
#pragma once

#include <QTranslator>

namespace cairn::gui {

// The plural forms of the English source texts, "%n file(s)", which Qt takes from a translator
// only. Install it first, so that those of another language are asked before.
class EnglishPlurals final : public QTranslator
{
public:
    using QTranslator::QTranslator;
    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char *, const char *source, const char *,
                                    int n) const override
    {
        QString text = QString::fromUtf8(source);
        if (n < 0 || !text.contains(QLatin1String("(s)")))
            return {};
        return text.replace(QLatin1String("(s)"), n == 1 ? QString() : QStringLiteral("s"));
    }
};

} // namespace cairn::gui
