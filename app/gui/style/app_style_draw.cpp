// SPDX-License-Identifier: MIT
// AppStyle: which element is drawn by what. Whatever is not named here is Fusion's.
#include "app/gui/style/app_style.h"
#include "app/gui/style/paint.h"

#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyleOption>
#include <QTextEdit>

namespace cairn::gui {

void AppStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                             QPainter *painter, const QWidget *widget) const
{
    QPainter &p = *painter;
    switch (element) {
    case PE_FrameFocusRect: {
        // Buttons have the ring around them; what comes here is a row or a text inside something.
        const bool byKey = option->state & State_KeyboardFocusChange;
        if (byKey && !qobject_cast<const QAbstractButton *>(widget) &&
            !(widget && widget->inherits("QComboBoxListView")))
            drawRound(p, option->rect, 4, {}, m_theme.accent, m_theme.focusWidth());
        return;
    }
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->lineWidth > 0)
            drawField(option->rect, *option, p, widget);
        return;
    case PE_FrameLineEdit:
    case PE_FrameTabWidget:
    case PE_FrameGroupBox:
    case PE_FrameStatusBarItem:
    case PE_FrameButtonBevel:
    case PE_PanelStatusBar:
    case PE_PanelToolBar:
    case PE_FrameMenu:
    case PE_IndicatorHeaderArrow:
        return;
    case PE_FrameTabBarBase:
        p.fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                   m_theme.line);
        return;
    case PE_PanelButtonCommand:
        return drawPushBevel(*option, p, widget);
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        return drawCheck(*option, p);
    case PE_IndicatorRadioButton:
        return drawRadio(*option, p);
    case PE_PanelItemViewItem:
        return drawRow(*option, p, widget);
    case PE_PanelItemViewRow: // the part of a tree's row before the first column
        return drawRow(*option, p, widget);
    case PE_IndicatorBranch:
        if (option->state & State_Children)
            drawChevron(p, option->rect,
                        option->state & State_Open             ? Point::Down
                        : option->direction == Qt::RightToLeft ? Point::Start
                                                               : Point::End,
                        m_theme.muted);
        return;
    case PE_IndicatorArrowDown:
        return drawChevron(p, option->rect, Point::Down, m_theme.muted);
    case PE_IndicatorArrowUp:
        return drawChevron(p, option->rect, Point::Up, m_theme.muted);
    case PE_IndicatorArrowLeft:
        return drawChevron(p, option->rect, Point::Start, m_theme.muted);
    case PE_IndicatorArrowRight:
        return drawChevron(p, option->rect, Point::End, m_theme.muted);
    case PE_PanelMenu:
        p.fillRect(option->rect, m_theme.surface);
        drawRound(p, option->rect, 6, {}, m_theme.highContrast ? m_theme.text : m_theme.line);
        return;
    case PE_PanelTipLabel:
        p.fillRect(option->rect, m_theme.surface);
        drawRound(p, option->rect, 0, {}, m_theme.lineStrong);
        return;
    case PE_Frame:
        if (!drawFrame(*option, p, widget))
            drawPanel(option->rect, p);
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void AppStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                           const QWidget *widget) const
{
    QPainter &p = *painter;
    switch (element) {
    case CE_PushButtonBevel:
        return drawPushBevel(*option, p, widget);
    case CE_PushButtonLabel:
        return drawPushLabel(*option, p, widget);
    case CE_PushButton:
        drawPushBevel(*option, p, widget);
        return drawPushLabel(*option, p, widget);
    case CE_ProgressBar:
        return drawProgress(*option, p);
    case CE_ProgressBarGroove:
    case CE_ProgressBarContents:
    case CE_ProgressBarLabel:
    case CE_HeaderEmptyArea:
        if (element == CE_HeaderEmptyArea)
            drawHeader(*option, p);
        return;
    case CE_HeaderSection:
        return drawHeader(*option, p);
    case CE_HeaderLabel:
        return drawHeaderLabel(*option, p);
    case CE_TabBarTab:
        return drawTab(*option, p);
    case CE_MenuItem:
        return drawMenuItem(*option, p);
    case CE_MenuBarItem:
        return drawMenuBarItem(*option, p);
    case CE_MenuBarEmptyArea:
        p.fillRect(option->rect, m_theme.window);
        return;
    case CE_FocusFrame:
        drawRound(p, option->rect, 8, {}, m_theme.accent, m_theme.focusWidth());
        return;
    case CE_ShapedFrame: {
        if (drawFrame(*option, p, widget))
            return;
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (!frame || frame->frameShape == QFrame::NoFrame)
            return;
        if (frame->frameShape == QFrame::HLine || frame->frameShape == QFrame::VLine) {
            const bool flat = frame->frameShape == QFrame::HLine;
            QRect line = option->rect;
            flat ? line.setTop(line.center().y()) : line.setLeft(line.center().x());
            flat ? line.setHeight(1) : line.setWidth(1);
            p.fillRect(line, m_theme.line);
            return;
        }
        const bool focused = widget && widget->hasFocus() &&
                             qobject_cast<const QAbstractScrollArea *>(widget) &&
                             !qobject_cast<const QAbstractItemView *>(widget);
        // A text to write in is a field; one to read is a surface.
        const auto *plain = qobject_cast<const QPlainTextEdit *>(widget);
        const auto *rich = qobject_cast<const QTextEdit *>(widget);
        const bool field = (plain && !plain->isReadOnly()) || (rich && !rich->isReadOnly());
        const QColor border = focused                                    ? m_theme.accent
                              : field && (option->state & State_Enabled) ? m_theme.lineStrong
                                                                         : m_theme.line;
        drawRound(p, option->rect, 6, m_theme.surface, border,
                  focused || m_theme.highContrast ? 2 : 1);
        return;
    }
    case CE_ScrollBarAddPage:
    case CE_ScrollBarSubPage:
    case CE_ScrollBarAddLine:
    case CE_ScrollBarSubLine:
        return;
    case CE_Splitter:
        return;
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void AppStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                  QPainter *painter, const QWidget *widget) const
{
    switch (control) {
    case CC_ToolButton:
        return drawToolButton(*option, *painter, widget);
    case CC_ComboBox:
        return drawCombo(*option, *painter, widget);
    case CC_SpinBox:
        return drawSpin(*option, *painter, widget);
    case CC_GroupBox:
        return drawGroup(*option, *painter, widget);
    case CC_ScrollBar:
        return drawScrollBar(*option, *painter);
    case CC_Slider:
        return drawSlider(*option, *painter);
    default:
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

} // namespace cairn::gui
