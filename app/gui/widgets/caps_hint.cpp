// SPDX-License-Identifier: MIT
#include "app/gui/widgets/caps_hint.h"

#include "app/gui/widgets/build.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kGap = 4;

} // namespace

CapsHint::CapsHint(QLineEdit *field)
    : QLabel(tr("Caps Lock is on"), field)
    , m_field(field)
{
    setObjectName(field->objectName() + u".capsLock"_s);
    setProperty("textRole", u"small"_s);
    setTone(this, Tone::Warn);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
    field->installEventFilter(this);
}

bool CapsHint::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress)
        typed(*static_cast<QKeyEvent *>(event));
    else if (watched == m_field && event->type() == QEvent::Resize)
        place();
    else if (watched == m_field && event->type() == QEvent::FocusOut)
        m_isOn.reset(); // it may be switched elsewhere
    return QLabel::eventFilter(watched, event);
}

void CapsHint::typed(const QKeyEvent &key)
{
    const QString text = key.text();
    if (key.key() == Qt::Key_CapsLock) {
        if (m_isOn && !key.isAutoRepeat())
            m_isOn = !*m_isOn;
    } else if (text.size() == 1 && text.at(0).toLower() != text.at(0).toUpper()) {
        m_isOn = text.at(0).isUpper() != key.modifiers().testFlag(Qt::ShiftModifier);
    }
    if (m_isOn.value_or(isVisible()) == isVisibleTo(m_field))
        return;
    setVisible(*m_isOn);
    m_field->setAccessibleDescription(*m_isOn ? this->text() : QString());
    place();
}

// At the end of the field, before its buttons.
void CapsHint::place()
{
    const bool isShown = isVisibleTo(m_field);
    int buttons = 0;
    for (const QToolButton *button : m_field->findChildren<QToolButton *>())
        if (button->isVisibleTo(m_field))
            buttons += button->width() + kGap;
    const int own = sizeHint().width();
    const bool isRightToLeft = m_field->layoutDirection() == Qt::RightToLeft;
    const int margin = isShown ? own + kGap : 0;
    m_field->setTextMargins(isRightToLeft ? margin : 0, 0, isRightToLeft ? 0 : margin, 0);
    const int x = isRightToLeft ? buttons + kGap : m_field->width() - buttons - own - 2 * kGap;
    setGeometry(x, 0, own, m_field->height());
}

} // namespace cairn::gui
