// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/style/theme.h"

#include <QPointer>
#include <QProxyStyle>

QT_BEGIN_NAMESPACE
class QCommandLinkButton;
class QFocusFrame;
class QLabel;
QT_END_NAMESPACE

namespace cairn::gui {

// Draws every control of the program, in the colours of a Theme. Widgets say what they are by
// dynamic properties: role = primary | quiet | danger, tone = ok | run | wait | warn | fail,
// textRole = display | title | heading | small (text itself is a property of labels), card = true,
// banner = true, invalid = true; current = true on a card with the accent border, tag = 1 … 6
// (Theme::tagColor) on one with a bar at its start edge.
class AppStyle final : public QProxyStyle
{
    Q_OBJECT

public:
    explicit AppStyle(const Theme &theme);
    ~AppStyle() override;

    // Repaints nothing by itself: the palette that goes with it does.
    void setTheme(const Theme &theme);
    const Theme &theme() const { return m_theme; }
    // False: an indeterminate progress bar stands still.
    void setMotion(bool motion) { m_motion = motion; }
    // Fonts of text roles follow the font of the application: call it when that has changed.
    void polishTextAgain();

    // The theme that widget is drawn in, or that of the application; light when neither has one.
    static const Theme &themeOf(const QWidget *widget);
    // Whether anything may move in widget.
    static bool motionOf(const QWidget *widget);
    static Tone toneOf(const QObject *object);
    // The font of a text role ("title" …) beside the font of the application.
    static QFont textFont(const QString &role);
    // With its texts in as few lines as there is room for: `least` to `most` wide, px.
    static QSize commandLinkSize(const QCommandLinkButton &link, int least, int most);

    using QProxyStyle::polish;
    using QProxyStyle::unpolish;
    void polish(QWidget *widget) override;
    void unpolish(QWidget *widget) override;
    QPalette standardPalette() const override;
    bool eventFilter(QObject *object, QEvent *event) override;

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                            QPainter *painter, const QWidget *widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                         SubControl subControl, const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option,
                         const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option,
                    const QWidget *widget) const override;
    // Of Qt's own dialogs, which must be read in every theme too.
    QIcon standardIcon(StandardPixmap which, const QStyleOption *option,
                       const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *result) const override;

private:
    // app_style_buttons.cpp
    void drawPushBevel(const QStyleOption &option, QPainter &p, const QWidget *widget) const;
    void drawPushLabel(const QStyleOption &option, QPainter &p, const QWidget *widget) const;
    void drawToolButton(const QStyleOptionComplex &option, QPainter &p,
                        const QWidget *widget) const;
    void drawCheck(const QStyleOption &option, QPainter &p) const;
    void drawRadio(const QStyleOption &option, QPainter &p) const;
    void drawCommandLink(QCommandLinkButton &button) const;
    // app_style_fields.cpp
    void drawField(const QRect &rect, const QStyleOption &option, QPainter &p,
                   const QWidget *widget) const;
    void drawCombo(const QStyleOptionComplex &option, QPainter &p, const QWidget *widget) const;
    void drawSpin(const QStyleOptionComplex &option, QPainter &p, const QWidget *widget) const;
    void drawGroup(const QStyleOptionComplex &option, QPainter &p, const QWidget *widget) const;
    void drawProgress(const QStyleOption &option, QPainter &p) const;
    void drawScrollBar(const QStyleOptionComplex &option, QPainter &p) const;
    void drawSlider(const QStyleOptionComplex &option, QPainter &p) const;
    // app_style_items.cpp
    void drawRow(const QStyleOption &option, QPainter &p, const QWidget *widget) const;
    void drawHeader(const QStyleOption &option, QPainter &p) const;
    void drawHeaderLabel(const QStyleOption &option, QPainter &p) const;
    void drawTab(const QStyleOption &option, QPainter &p) const;
    void drawMenuItem(const QStyleOption &option, QPainter &p) const;
    void drawMenuBarItem(const QStyleOption &option, QPainter &p) const;
    bool drawFrame(const QStyleOption &option, QPainter &p, const QWidget *widget) const;
    void drawPanel(const QRect &rect, QPainter &p) const;
    // app_style_sizes.cpp
    QSize menuItemSize(const QStyleOption &option, const QSize &size) const;

    void polishLabel(QLabel &label) const;
    void moveFocusFrame(QWidget *now);

    Theme m_theme;
    bool m_motion = true;
    QPointer<QFocusFrame> m_focusFrame;
};

} // namespace cairn::gui
