// SPDX-License-Identifier: MIT
#include "app/gui/style/theme.h"

namespace cairn::gui {

namespace {

Theme makeLight()
{
    Theme theme;
    theme.window = QColor(0xF3F4F1);
    theme.surface = QColor(0xFFFFFF);
    theme.sunken = QColor(0xE9EBE6);
    theme.line = QColor(0xD9DDD6);
    theme.lineStrong = QColor(0x7E8781);
    theme.text = QColor(0x1B2120);
    theme.muted = QColor(0x56605C);
    theme.disabled = QColor(0x9BA39E);
    theme.accent = QColor(0x0F5C73);
    theme.accentHover = QColor(0x0B4D61);
    theme.accentPress = QColor(0x083E4F);
    theme.onAccent = QColor(0xFFFFFF);
    theme.accentSoft = QColor(0xD8E9EE);
    theme.ok = QColor(0x23703A);
    theme.okSoft = QColor(0xE0F0E3);
    theme.warn = QColor(0x7F5200);
    theme.warnSoft = QColor(0xFBF0D6);
    theme.fail = QColor(0xAD2A20);
    theme.failSoft = QColor(0xFAE5E2);
    theme.wait = QColor(0x56605C);
    theme.waitSoft = QColor(0xE9EBE6);
    theme.onFail = QColor(0xFFFFFF);
    theme.shade = QColor(0xDDE0DA);
    theme.tags = {QColor(0xC62F36), QColor(0xB85000), QColor(0x8C6F00),
                  QColor(0x2A7F3F), QColor(0x1F66B5), QColor(0x8043B0)};
    return theme;
}

Theme makeDark()
{
    Theme theme;
    theme.mode = Theme::Mode::Dark;
    theme.window = QColor(0x14181A);
    theme.surface = QColor(0x1D2326);
    theme.sunken = QColor(0x101416);
    theme.line = QColor(0x2F383C);
    theme.lineStrong = QColor(0x738088);
    theme.text = QColor(0xE6EBEC);
    theme.muted = QColor(0xA2AEB3);
    theme.disabled = QColor(0x647076);
    theme.accent = QColor(0x6CC0D9);
    theme.accentHover = QColor(0x85CEE4);
    theme.accentPress = QColor(0x56AAC4);
    theme.onAccent = QColor(0x06222B);
    theme.accentSoft = QColor(0x1D3B46);
    theme.ok = QColor(0x74C98C);
    theme.okSoft = QColor(0x19301F);
    theme.warn = QColor(0xE6B860);
    theme.warnSoft = QColor(0x382C12);
    theme.fail = QColor(0xF2938A);
    theme.failSoft = QColor(0x42211E);
    theme.wait = QColor(0xA2AEB3);
    theme.waitSoft = QColor(0x262E32);
    theme.onFail = QColor(0x2B0907);
    theme.shade = QColor(0x2A3236);
    theme.tags = {QColor(0xF0716B), QColor(0xF29B4B), QColor(0xEBDD5E),
                  QColor(0x62C77E), QColor(0x6AAEF2), QColor(0xC497F0)};
    return theme;
}

Theme withHighContrast(Theme theme)
{
    const bool light = theme.mode == Theme::Mode::Light;
    const QColor paper(light ? 0xFFFFFF : 0x000000);
    const QColor ink(light ? 0x000000 : 0xFFFFFF);
    theme.highContrast = true;
    for (QColor *fill :
         {&theme.window, &theme.surface, &theme.sunken, &theme.accentSoft, &theme.okSoft,
          &theme.warnSoft, &theme.failSoft, &theme.waitSoft, &theme.shade})
        *fill = paper;
    for (QColor *stroke : {&theme.text, &theme.muted, &theme.line, &theme.lineStrong})
        *stroke = ink;
    return theme;
}

} // namespace

const Theme &Theme::light()
{
    static const Theme theme = makeLight();
    return theme;
}

const Theme &Theme::dark()
{
    static const Theme theme = makeDark();
    return theme;
}

const Theme &Theme::highContrastLight()
{
    static const Theme theme = withHighContrast(makeLight());
    return theme;
}

const Theme &Theme::highContrastDark()
{
    static const Theme theme = withHighContrast(makeDark());
    return theme;
}

const Theme &Theme::of(Mode mode, bool highContrast)
{
    if (mode == Mode::Light)
        return highContrast ? highContrastLight() : light();
    return highContrast ? highContrastDark() : dark();
}

QColor Theme::toneColor(Tone tone) const
{
    switch (tone) {
    case Tone::Ok:
        return ok;
    case Tone::Run:
        return accent;
    case Tone::Wait:
        return wait;
    case Tone::Warn:
        return warn;
    case Tone::Fail:
        return fail;
    case Tone::None:
        break;
    }
    return text;
}

QColor Theme::toneSoft(Tone tone) const
{
    switch (tone) {
    case Tone::Ok:
        return okSoft;
    case Tone::Run:
        return accentSoft;
    case Tone::Wait:
        return waitSoft;
    case Tone::Warn:
        return warnSoft;
    case Tone::Fail:
        return failSoft;
    case Tone::None:
        break;
    }
    return sunken;
}

QColor Theme::tagColor(int tag) const
{
    return tag >= 1 && tag <= int(tags.size()) ? tags[std::size_t(tag - 1)] : QColor();
}

const TrayColors &trayColors()
{
    static const TrayColors colors{QColor(0x2F8F4E), QColor(0x2C83C0), QColor(0x78838B),
                                   QColor(0xB7780A), QColor(0xD8483C), QColor(0xFFFFFF)};
    return colors;
}

QPalette themePalette(const Theme &theme)
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, const QColor &color) {
        palette.setColor(QPalette::All, role, color);
    };
    set(QPalette::Window, theme.window);
    set(QPalette::Base, theme.surface);
    set(QPalette::Button, theme.surface);
    set(QPalette::AlternateBase, theme.sunken);
    set(QPalette::ToolTipBase, theme.surface);
    set(QPalette::Highlight, theme.accentSoft);
    set(QPalette::Link, theme.accent);
    set(QPalette::LinkVisited, theme.accent);
    set(QPalette::PlaceholderText, theme.muted);
    set(QPalette::BrightText, theme.fail);
    set(QPalette::Light, theme.surface);
    set(QPalette::Midlight, theme.sunken);
    set(QPalette::Mid, theme.line);
    set(QPalette::Dark, theme.lineStrong);
    set(QPalette::Shadow, theme.lineStrong);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                            QPalette::HighlightedText, QPalette::ToolTipText}) {
        set(role, theme.text);
        palette.setColor(QPalette::Disabled, role, theme.disabled);
    }
    palette.setColor(QPalette::Disabled, QPalette::PlaceholderText, theme.disabled);
    palette.setColor(QPalette::Disabled, QPalette::Link, theme.disabled);
    palette.setColor(QPalette::Disabled, QPalette::Base, theme.sunken);
    palette.setColor(QPalette::Disabled, QPalette::Button, theme.sunken);
    return palette;
}

} // namespace cairn::gui
