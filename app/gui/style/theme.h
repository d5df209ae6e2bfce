// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QPalette>

#include <array>

namespace cairn::gui {

// What a picture or a text says about a backup. None is plain text.
enum class Tone { None, Ok, Run, Wait, Warn, Fail };

// The colours of the program as a value. Nothing outside theme.cpp names a colour.
struct Theme
{
    enum class Mode { Light, Dark };

    Mode mode = Mode::Light;
    bool highContrast = false;

    QColor window, surface, sunken;
    QColor line, lineStrong; // line is decoration, lineStrong bounds a control
    QColor text, muted, disabled;
    QColor accent, accentHover, accentPress, onAccent, accentSoft;
    QColor ok, okSoft, warn, warnSoft, fail, failSoft, wait, waitSoft;
    QColor onFail;
    std::array<QColor, 6> tags; // that people mark their backups with: see tagColor()
    QColor shade; // under the handle of a scroll bar that is pointed at, and under a pressed button

    static const Theme &light();
    static const Theme &dark();
    static const Theme &highContrastLight();
    static const Theme &highContrastDark();
    static const Theme &of(Mode mode, bool highContrast);

    // The colour of a state, and the fill behind a text about it.
    QColor toneColor(Tone tone) const;
    QColor toneSoft(Tone tone) const;

    // 1 red, 2 orange, 3 yellow, 4 green, 5 blue, 6 purple, as JobTag has them; others: none.
    QColor tagColor(int tag) const;

    // 2 px, or 3 with high contrast.
    int focusWidth() const { return highContrast ? 3 : 2; }

    bool operator==(const Theme &) const = default;
};

// Panels are dark or light whatever the theme says: pictures in the tray have colours of their own.
struct TrayColors
{
    QColor ok, run, wait, warn, fail, sign;
};
const TrayColors &trayColors();

QPalette themePalette(const Theme &theme);

} // namespace cairn::gui
