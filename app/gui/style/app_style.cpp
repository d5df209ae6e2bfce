// SPDX-License-Identifier: MIT
#include "app/gui/style/app_style.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QCommandLinkButton>
#include <QDynamicPropertyChangeEvent>
#include <QFocusFrame>
#include <QFontMetrics>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSlider>
#include <QTabBar>
#include <QToolButton>

#include <array>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

const QString kSmall = u"small"_s;

bool wantsHover(const QWidget *widget)
{
    return qobject_cast<const QAbstractButton *>(widget) ||
           qobject_cast<const QComboBox *>(widget) ||
           qobject_cast<const QAbstractSpinBox *>(widget) ||
           qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QScrollBar *>(widget) ||
           qobject_cast<const QTabBar *>(widget) || qobject_cast<const QSlider *>(widget);
}

// Fields and views show focus by their own border; only these get the ring around them.
bool wantsRing(const QWidget *widget)
{
    const auto *button = qobject_cast<const QAbstractButton *>(widget);
    return button || qobject_cast<const QSlider *>(widget);
}

} // namespace

AppStyle::AppStyle(const Theme &theme)
    : QProxyStyle(u"Fusion"_s)
    , m_theme(theme)
{
    if (qApp)
        connect(qApp, &QApplication::focusChanged, this,
                [this](QWidget *, QWidget *now) { moveFocusFrame(now); });
}

AppStyle::~AppStyle()
{
    delete m_focusFrame.data();
}

void AppStyle::setTheme(const Theme &theme)
{
    m_theme = theme;
    polishTextAgain();
}

void AppStyle::polishTextAgain()
{
    const auto widgets = QApplication::allWidgets();
    for (QWidget *widget : widgets) {
        if (widget->testAttribute(Qt::WA_WState_Polished))
            polish(widget);
    }
}

const Theme &AppStyle::themeOf(const QWidget *widget)
{
    const auto *style =
        qobject_cast<const AppStyle *>(widget ? widget->style() : QApplication::style());
    return style ? style->theme() : Theme::light();
}

bool AppStyle::motionOf(const QWidget *widget)
{
    const auto *style =
        qobject_cast<const AppStyle *>(widget ? widget->style() : QApplication::style());
    return style && style->m_motion;
}

Tone AppStyle::toneOf(const QObject *object)
{
    const QString name = object ? object->property("tone").toString() : QString();
    if (name == "ok"_L1)
        return Tone::Ok;
    if (name == "run"_L1)
        return Tone::Run;
    if (name == "wait"_L1)
        return Tone::Wait;
    if (name == "warn"_L1)
        return Tone::Warn;
    return name == "fail"_L1 ? Tone::Fail : Tone::None;
}

QFont AppStyle::textFont(const QString &role)
{
    QFont font = QApplication::font();
    const qreal body = font.pointSizeF() > 0 ? font.pointSizeF() : 10.0;
    if (role == "display"_L1)
        font.setPointSizeF(body * 1.7);
    else if (role == "title"_L1)
        font.setPointSizeF(body * 1.5);
    else if (role == "heading"_L1)
        font.setPointSizeF(body * 1.15);
    else if (role == kSmall)
        font.setPointSizeF(qMax(9.0, body * 0.9));
    if (!role.isEmpty() && role != kSmall)
        font.setWeight(QFont::DemiBold);
    return font;
}

void AppStyle::polishLabel(QLabel &label) const
{
    const QString role = label.property("textRole").toString();
    if (!role.isEmpty())
        label.setFont(textFont(role));
    const Tone tone = toneOf(&label);
    const bool mute = role == kSmall || label.property("tone").toString() == "muted"_L1;
    if (tone == Tone::None && !mute)
        return;
    QPalette palette = label.palette();
    const QColor color = tone == Tone::None ? m_theme.muted : m_theme.toneColor(tone);
    palette.setColor(QPalette::WindowText, color);
    palette.setColor(QPalette::Disabled, QPalette::WindowText, m_theme.disabled);
    label.setPalette(palette);
}

void AppStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (wantsHover(widget))
        widget->setAttribute(Qt::WA_Hover);
    if (auto *view = qobject_cast<QAbstractItemView *>(widget))
        view->viewport()->setAttribute(Qt::WA_Hover);
    if (auto *label = qobject_cast<QLabel *>(widget))
        polishLabel(*label);
    if (auto *header = qobject_cast<QHeaderView *>(widget)) {
        header->setFont(textFont(kSmall));
        // Tables begin with centred headers over texts that are not.
        if (header->defaultAlignment() == Qt::AlignCenter)
            header->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    }
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QFrame *>(widget))
        widget->installEventFilter(this);
}

void AppStyle::unpolish(QWidget *widget)
{
    widget->removeEventFilter(this);
    if (auto *label = qobject_cast<QLabel *>(widget)) {
        if (!label->property("textRole").isNull())
            label->setFont(QFont());
        if (!label->property("tone").isNull() || !label->property("textRole").isNull())
            label->setPalette(QPalette());
    }
    QProxyStyle::unpolish(widget);
}

QPalette AppStyle::standardPalette() const
{
    return themePalette(m_theme);
}

bool AppStyle::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() == QEvent::DynamicPropertyChange) {
        const QByteArray name = static_cast<QDynamicPropertyChangeEvent *>(event)->propertyName();
        auto *widget = qobject_cast<QWidget *>(object);
        static const std::array kRead = {"role", "tone", "textRole", "card", "banner", "invalid"};
        if (widget && std::find(kRead.begin(), kRead.end(), name) != kRead.end()) {
            if (auto *label = qobject_cast<QLabel *>(widget)) {
                label->setPalette(QPalette());
                label->setFont(QFont());
                polishLabel(*label);
            }
            widget->update();
        }
    } else if (event->type() == QEvent::Paint) {
        // It writes its texts itself, in its own fonts, past the style: so the style takes over.
        if (auto *link = qobject_cast<QCommandLinkButton *>(object)) {
            drawCommandLink(*link);
            return true;
        }
    }
    return QProxyStyle::eventFilter(object, event);
}

void AppStyle::moveFocusFrame(QWidget *now)
{
    const bool ring = now && wantsRing(now) && now->style() == this &&
                      now->window()->testAttribute(Qt::WA_KeyboardFocusChange);
    if (!ring) {
        if (m_focusFrame)
            m_focusFrame->setWidget(nullptr);
        return;
    }
    if (!m_focusFrame)
        m_focusFrame = new QFocusFrame(now->parentWidget());
    m_focusFrame->setWidget(now);
}

} // namespace cairn::gui
