// SPDX-License-Identifier: MIT
#include "app/gui/widgets/build.h"

#include "app/gui/widgets/ask_box.h"

#include "app/gui/widgets/caps_hint.h"
#include "app/gui/widgets/icon_label.h"

#include <QAction>
#include <QBoxLayout>
#include <QCoreApplication>
#include <QFileDialog>
#include <QFontInfo>
#include <QGridLayout>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QScreen>
#include <QStyle>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

QLabel *textLabel(const QString &text, const char *size, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    if (qstrcmp(size, "body") != 0)
        label->setProperty("textRole", QString::fromLatin1(size));
    label->setTextFormat(Qt::PlainText);
    return label;
}

QPushButton *button(const QString &text, const char *role, const QString &objectName,
                    QWidget *parent)
{
    auto *made = new QPushButton(text, parent);
    if (*role)
        made->setProperty("role", QString::fromLatin1(role));
    made->setObjectName(objectName);
    return made;
}

void setStyleProperty(QWidget *widget, const char *name, const QVariant &value)
{
    if (widget->property(name) == value)
        return;
    widget->setProperty(name, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

void setNameOf(QWidget *widget, const QString &name)
{
    if (widget->accessibleName() != name)
        widget->setAccessibleName(name);
}

void setDescriptionOf(QWidget *widget, const QString &text)
{
    if (widget->accessibleDescription() != text)
        widget->setAccessibleDescription(text);
}

void setTone(QWidget *widget, Tone tone)
{
    setStyleProperty(widget, "tone", toneName(tone));
}

QIcon stateIcon(Tone tone)
{
    switch (tone) {
    case Tone::Ok:
        return IconSet::icon(Icon::ShieldOk, IconTone::Ok);
    case Tone::Run:
        return IconSet::icon(Icon::ShieldRun, IconTone::Run);
    case Tone::Wait:
        return IconSet::icon(Icon::Clock, IconTone::Wait);
    case Tone::Warn:
        return IconSet::icon(Icon::Warning, IconTone::Warn);
    case Tone::Fail:
    case Tone::None:
        break;
    }
    return IconSet::icon(Icon::Error, IconTone::Fail);
}

TrayState trayStateOf(Tone tone)
{
    switch (tone) {
    case Tone::Ok:
        return TrayState::Fine;
    case Tone::Run:
        return TrayState::Running;
    case Tone::Wait:
        return TrayState::Waiting;
    case Tone::Warn:
        return TrayState::Attention;
    case Tone::Fail:
    case Tone::None:
        break;
    }
    return TrayState::Failed;
}

QScrollArea *scrolling(QWidget *content, QWidget *parent, const QString &name)
{
    auto *area = new QScrollArea(parent);
    area->setAccessibleName(name);
    area->setFocusPolicy(name.isEmpty() ? Qt::NoFocus : Qt::StrongFocus);
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return area;
}

QWidget *emptyPlace(Icon icon, const QString &heading, QLabel *sentence, QWidget *parent)
{
    auto *place = new QWidget(parent);
    QLabel *title = textLabel(heading, "heading", place);
    title->setAlignment(Qt::AlignCenter);
    sentence->setAlignment(Qt::AlignCenter);
    sentence->setWordWrap(true);
    auto *column = new QVBoxLayout(place);
    column->setSpacing(12);
    column->addStretch(2);
    column->addWidget(new IconLabel(IconSet::icon(icon, IconTone::Muted), 64, place), 0,
                      Qt::AlignHCenter);
    for (QLabel *label : {title, sentence})
        column->addWidget(label);
    column->addStretch(3);
    return place;
}

void showShare(ProgressStrip *bar, std::optional<double> share)
{
    if (share)
        bar->setShare(*share);
    else
        bar->setUnknown();
}

QLineEdit *secretEdit(const QString &objectName, const QString &name, QWidget *parent)
{
    auto *edit = new QLineEdit(parent);
    edit->setObjectName(objectName);
    edit->setAccessibleName(name);
    edit->setEchoMode(QLineEdit::Password);
    QAction *eye =
        edit->addAction(IconSet::icon(Icon::Eye, IconTone::Muted), QLineEdit::TrailingPosition);
    eye->setCheckable(true);
    eye->setText(QCoreApplication::translate("cairn::gui::SecretEdit", "Show"));
    QObject::connect(eye, &QAction::toggled, edit, [edit](bool on) {
        edit->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
    });
    new CapsHint(edit);
    return edit;
}

void chooseFolder(QWidget *parent, const QString &title,
                  const std::function<void(const QString &)> &chosen)
{
    auto *dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, chosen);
    dialog->open();
}

QMessageBox *tell(const QString &title, const QString &text, QWidget *parent)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, title, text, QMessageBox::Close, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
    return box;
}

void askToDiscard(const QString &title, const QString &goOn, QWidget *parent,
                  const std::function<void()> &discard)
{
    askFirst({u"discardDialog"_s, title,
              QCoreApplication::translate("cairn::gui::Discard", "Discard what you have changed?"),
              goOn, QCoreApplication::translate("cairn::gui::Discard", "Discard"), true},
             parent, discard);
}

QLineEdit *addLine(QGridLayout &grid, const QString &label, const QString &text,
                   const QString &objectName)
{
    QWidget *parent = grid.parentWidget();
    auto *edit = new QLineEdit(text, parent);
    edit->setObjectName(objectName);
    auto *name = new QLabel(label, parent);
    name->setBuddy(edit);
    const int row = grid.rowCount();
    grid.addWidget(name, row, 0);
    grid.addWidget(edit, row, 1);
    return edit;
}

void giveRoom(QWidget *dialog)
{
    constexpr QSizeF kUsual(960, 640);
    constexpr double kUsualText = 14; // px
    const double larger = std::max(1.0, QFontInfo(dialog->font()).pixelSize() / kUsualText);
    dialog->resize((kUsual * larger)
                       .toSize()
                       .boundedTo(dialog->screen()->availableSize())
                       .expandedTo(kUsual.toSize()));
}

QString isolated(const QString &text)
{
    return QChar(0x2066) + text + QChar(0x2069);
}

QString inMenu(QString name)
{
    return name.replace(u'&', u"&&"_s);
}

} // namespace cairn::gui
