// SPDX-License-Identifier: MIT
// AppStyle: push and tool buttons, command links, check boxes and radio buttons.
#include "app/gui/style/app_style.h"
#include "app/gui/style/paint.h"

#include <QApplication>
#include <QCommandLinkButton>
#include <QPainter>
#include <QStyleOption>
#include <QWidget>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

enum class Role { Normal, Primary, Quiet, Danger };

Role roleOf(const QWidget *widget)
{
    const QString role = widget ? widget->property("role").toString() : QString();
    if (role == "primary"_L1)
        return Role::Primary;
    if (role == "quiet"_L1)
        return Role::Quiet;
    return role == "danger"_L1 ? Role::Danger : Role::Normal;
}

struct Look
{
    QColor fill, border, text;
};

Look lookOf(const Theme &theme, Role role, QStyle::State state)
{
    const bool enabled = state & QStyle::State_Enabled;
    const bool down = state & (QStyle::State_Sunken | QStyle::State_On);
    const bool hover = state & QStyle::State_MouseOver;
    if (!enabled && role == Role::Quiet)
        return {{}, {}, theme.disabled};
    if (!enabled)
        return {theme.sunken, theme.highContrast ? theme.disabled : theme.line, theme.disabled};
    switch (role) {
    case Role::Primary:
        return {down    ? theme.accentPress
                : hover ? theme.accentHover
                        : theme.accent,
                {},
                theme.onAccent};
    case Role::Danger:
        return {down    ? theme.fail.darker(125)
                : hover ? theme.fail.darker(112)
                        : theme.fail,
                {},
                theme.onFail};
    case Role::Quiet:
        return {down    ? theme.shade
                : hover ? theme.sunken
                        : QColor(),
                theme.highContrast && hover ? theme.accent : QColor(), theme.accent};
    case Role::Normal:
        break;
    }
    return {down    ? theme.shade
            : hover ? theme.sunken
                    : theme.surface,
            theme.highContrast && hover ? theme.accent : theme.lineStrong, theme.text};
}

// An icon in one colour: icons know only the colours of their own tone.
void drawIcon(QPainter &p, const QRect &rect, const QIcon &icon, const QColor &color)
{
    const qreal ratio = p.device()->devicePixelRatio();
    QPixmap pixmap = icon.pixmap(rect.size(), ratio);
    QPainter tint(&pixmap);
    tint.setCompositionMode(QPainter::CompositionMode_SourceIn);
    tint.fillRect(pixmap.rect(), color);
    tint.end();
    const QSize size = pixmap.deviceIndependentSize().toSize();
    p.drawPixmap(QStyle::alignedRect(Qt::LeftToRight, Qt::AlignCenter, size, rect), pixmap);
}

// Icon and text as one block in the middle of rect, the icon at the start side.
void drawIconAndText(QPainter &p, const QStyleOption &option, const QRect &rect, const QIcon &icon,
                     const QSize &iconSize, const QString &text, const QColor &color)
{
    constexpr int kGap = 8;
    const int flags = Qt::AlignVCenter | Qt::TextShowMnemonic | Qt::TextSingleLine;
    const int textWidth =
        text.isEmpty() ? 0 : option.fontMetrics.size(Qt::TextShowMnemonic, text).width();
    const int iconWidth = icon.isNull() ? 0 : iconSize.width();
    const int gap = textWidth && iconWidth ? kGap : 0;
    const int width = qMin(rect.width(), textWidth + iconWidth + gap);
    const QRect block(rect.left() + (rect.width() - width) / 2, rect.top(), width, rect.height());
    if (iconWidth) {
        const QRect at(block.left(), block.top() + (block.height() - iconSize.height()) / 2,
                       iconWidth, iconSize.height());
        drawIcon(p, QStyle::visualRect(option.direction, block, at), icon, color);
    }
    p.setPen(color);
    const QRect at = block.adjusted(iconWidth + gap, 0, 0, 0);
    p.drawText(QStyle::visualRect(option.direction, block, at), flags | Qt::AlignHCenter, text);
}

// A command link: [side | icon | texts | chevron | side], px.
constexpr int kLinkSide = 20;
constexpr int kLinkPad = 16; // above and below
constexpr int kLinkIcon = 32;
constexpr int kLinkChevron = 20;
constexpr int kLinkGap = 4; // between the texts
constexpr int kLinkTitle = Qt::TextWordWrap | Qt::TextShowMnemonic;

QRect linkTexts(const QCommandLinkButton &link, const QRect &rect)
{
    const int start = link.icon().isNull() ? 0 : kLinkIcon + 16;
    return rect.adjusted(kLinkSide + start, kLinkPad, -(kLinkSide + kLinkChevron + 12), -kLinkPad);
}

struct LinkHeights
{
    int title = 0;
    int body = 0; // 0: it has none
};

LinkHeights linkHeights(const QCommandLinkButton &link, int width)
{
    constexpr int kAny = 10'000;
    const QRect room(0, 0, width, kAny);
    const QFontMetrics title(AppStyle::textFont(u"heading"_s));
    const QFontMetrics body(QApplication::font());
    return {title.boundingRect(room, kLinkTitle, link.text()).height(),
            link.description().isEmpty()
                ? 0
                : body.boundingRect(room, Qt::TextWordWrap, link.description()).height()};
}

} // namespace

void AppStyle::drawPushBevel(const QStyleOption &option, QPainter &p, const QWidget *widget) const
{
    const Look look = lookOf(m_theme, roleOf(widget), option.state);
    drawRound(p, option.rect, 6, look.fill, look.border, m_theme.highContrast ? 2 : 1);
}

void AppStyle::drawPushLabel(const QStyleOption &option, QPainter &p, const QWidget *widget) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(&option);
    if (!button)
        return;
    const Look look = lookOf(m_theme, roleOf(widget), option.state);
    QRect rect = option.rect;
    if (button->features & QStyleOptionButton::HasMenu) {
        const QRect arrow(rect.right() - 26, rect.top(), 20, rect.height());
        drawChevron(p, visualRect(option.direction, rect, arrow), Point::Down, look.text);
        rect = visualRect(option.direction, rect, rect.adjusted(8, 0, -26, 0));
    }
    const Brush brush(p);
    drawIconAndText(p, option, rect, button->icon, button->iconSize, button->text, look.text);
}

void AppStyle::drawToolButton(const QStyleOptionComplex &option, QPainter &p,
                              const QWidget *widget) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(&option);
    if (!button)
        return;
    const bool autoRaise = option.state & State_AutoRaise;
    Role role = roleOf(widget);
    if (role == Role::Normal && autoRaise)
        role = Role::Quiet;
    Look look = lookOf(m_theme, role, option.state);
    if (role == Role::Quiet && autoRaise && roleOf(widget) == Role::Normal &&
        (option.state & State_Enabled))
        look.text = m_theme.text;
    drawRound(p, option.rect, 6, look.fill, look.border, m_theme.highContrast ? 2 : 1);

    QRect rect = option.rect;
    const bool split = button->features & QStyleOptionToolButton::MenuButtonPopup;
    const bool menu = split || (button->features & QStyleOptionToolButton::HasMenu);
    const bool onlyIcon =
        button->toolButtonStyle == Qt::ToolButtonIconOnly && !button->icon.isNull();
    if (menu && (split || !onlyIcon)) {
        const QRect arrow(rect.right() - 26, rect.top(), 20, rect.height());
        drawChevron(p, visualRect(option.direction, rect, arrow), Point::Down, look.text);
        if (split) {
            const QRect line(rect.right() - 31, rect.top() + 8, 1, rect.height() - 16);
            p.fillRect(visualRect(option.direction, rect, line), m_theme.line);
        }
        rect = visualRect(option.direction, rect, rect.adjusted(4, 0, -26, 0));
    }
    const Brush brush(p);
    const bool noIcon = button->toolButtonStyle == Qt::ToolButtonTextOnly;
    const bool noText = button->toolButtonStyle == Qt::ToolButtonIconOnly && !button->icon.isNull();
    if (button->arrowType != Qt::NoArrow && (button->features & QStyleOptionToolButton::Arrow)) {
        const Point point = button->arrowType == Qt::UpArrow     ? Point::Up
                            : button->arrowType == Qt::LeftArrow ? Point::Start
                            : button->arrowType == Qt::DownArrow ? Point::Down
                                                                 : Point::End;
        drawChevron(p, rect, point, look.text);
        return;
    }
    drawIconAndText(p, option, rect, noIcon ? QIcon() : button->icon, button->iconSize,
                    noText ? QString() : button->text, look.text);
}

void AppStyle::drawCheck(const QStyleOption &option, QPainter &p) const
{
    const bool enabled = option.state & State_Enabled;
    const bool hover = enabled && (option.state & State_MouseOver);
    const bool set = option.state & (State_On | State_NoChange);
    constexpr int kSide = 18;
    const QRectF box(option.rect.left() + (option.rect.width() - kSide) / 2,
                     option.rect.top() + (option.rect.height() - kSide) / 2, kSide, kSide);
    if (!set) {
        drawRound(p, box, 4, enabled ? (hover ? m_theme.sunken : m_theme.surface) : m_theme.sunken,
                  enabled ? m_theme.lineStrong : m_theme.disabled, m_theme.highContrast ? 2 : 1);
        return;
    }
    const QColor fill = !enabled ? m_theme.disabled : hover ? m_theme.accentHover : m_theme.accent;
    const QColor sign = enabled ? m_theme.onAccent : m_theme.surface;
    drawRound(p, box, 4, fill);
    if (option.state & State_NoChange)
        drawRound(p, QRectF(box.left() + 4, box.center().y() - 1, box.width() - 8, 2), 1, sign);
    else
        drawTick(p, box, sign);
}

void AppStyle::drawRadio(const QStyleOption &option, QPainter &p) const
{
    const bool enabled = option.state & State_Enabled;
    const bool hover = enabled && (option.state & State_MouseOver);
    constexpr int kSide = 18;
    const QRectF ring(option.rect.left() + (option.rect.width() - kSide) / 2,
                      option.rect.top() + (option.rect.height() - kSide) / 2, kSide, kSide);
    if (!(option.state & State_On)) {
        drawRound(p, ring, 9, enabled ? (hover ? m_theme.sunken : m_theme.surface) : m_theme.sunken,
                  enabled ? m_theme.lineStrong : m_theme.disabled, m_theme.highContrast ? 2 : 1);
        return;
    }
    const QColor fill = !enabled ? m_theme.disabled : hover ? m_theme.accentHover : m_theme.accent;
    drawRound(p, ring, 9, fill);
    drawRound(p, ring.adjusted(5, 5, -5, -5), 4, enabled ? m_theme.onAccent : m_theme.surface);
}

QSize AppStyle::commandLinkSize(const QCommandLinkButton &link, int least, int most)
{
    const QRect texts = linkTexts(link, {0, 0, most, 0});
    const int beside = most - texts.width();
    const QFontMetrics title(textFont(u"heading"_s));
    const QFontMetrics body(QApplication::font());
    const int wanted = std::max(title.size(Qt::TextShowMnemonic, link.text()).width(),
                                body.horizontalAdvance(link.description()));
    const int width = std::clamp(beside + wanted + 1, least, most);
    const LinkHeights heights = linkHeights(link, width - beside);
    const int gap = heights.body > 0 ? kLinkGap : 0;
    return {width, 2 * kLinkPad + heights.title + gap + heights.body};
}

void AppStyle::drawCommandLink(QCommandLinkButton &button) const
{
    QPainter p(&button);
    const QRect rect = button.rect();
    const bool enabled = button.isEnabled();
    const bool hover = enabled && (button.underMouse() || button.isDown());
    const bool chosen = button.isDefault() || button.isChecked();
    const QColor border = chosen ? m_theme.accent : m_theme.line;
    drawRound(p, rect, 10, hover ? m_theme.accentSoft : m_theme.surface,
              hover && m_theme.highContrast ? m_theme.accent : border,
              chosen || m_theme.highContrast ? 2 : 1);

    const Qt::LayoutDirection direction = button.layoutDirection();
    if (!button.icon().isNull()) {
        const QRect at(kLinkSide, rect.top() + (rect.height() - kLinkIcon) / 2, kLinkIcon,
                       kLinkIcon);
        drawIcon(p, visualRect(direction, rect, at), button.icon(),
                 enabled ? m_theme.accent : m_theme.disabled);
    }
    const QRect chevron(rect.right() - kLinkSide - kLinkChevron + 1, rect.top(), kLinkChevron,
                        rect.height());
    drawChevron(p, visualRect(direction, rect, chevron),
                direction == Qt::RightToLeft ? Point::Start : Point::End,
                enabled ? m_theme.muted : m_theme.disabled);

    const QRect texts = linkTexts(button, rect);
    const LinkHeights heights = linkHeights(button, texts.width());
    const int side = direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
    QRect title = texts;
    if (heights.body == 0)
        title.setTop(texts.top() + (texts.height() - heights.title) / 2);
    title.setHeight(heights.title);
    p.setFont(textFont(u"heading"_s));
    p.setPen(enabled ? m_theme.text : m_theme.disabled);
    p.drawText(visualRect(direction, rect, title), side | kLinkTitle, button.text());
    p.setFont(QApplication::font());
    p.setPen(enabled ? m_theme.muted : m_theme.disabled);
    const QRect body = texts.adjusted(0, heights.title + kLinkGap, 0, 0);
    p.drawText(visualRect(direction, rect, body), side | Qt::TextWordWrap, button.description());
}

} // namespace cairn::gui
