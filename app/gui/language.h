// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/english_plurals.h"

#include <QList>
#include <QLocale>

namespace cairn::gui {

// The language of texts: that of the desktop if there are texts in it, else English, or what was
// chosen. Texts are made when their widgets are, so another choice shows at the next start.
class Language final
{
public:
    // Their codes, English first.
    [[nodiscard]] static QStringList available();
    // What was chosen; empty: as the desktop.
    [[nodiscard]] static QString kept();
    static void keep(const QString &code);

    // Needs the application. Takes effect on what is shown from now on.
    void install(const QString &chosen);

private:
    EnglishPlurals m_english;
    QTranslator m_own;
    QTranslator m_qt; // its own dialogs and buttons
};

} // namespace cairn::gui
