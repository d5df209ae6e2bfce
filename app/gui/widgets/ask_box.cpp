// SPDX-License-Identifier: MIT
#include "app/gui/widgets/ask_box.h"

#include <QMessageBox>
#include <QPushButton>

namespace cairn::gui {

using namespace Qt::StringLiterals;

void askFirst(const Question &question, QWidget *parent, const std::function<void()> &act)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, question.title, question.text,
                                QMessageBox::NoButton, parent);
    box->setObjectName(question.objectName);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *stay = box->addButton(question.stay, QMessageBox::RejectRole);
    QPushButton *go = box->addButton(question.act, question.loses ? QMessageBox::DestructiveRole
                                                                  : QMessageBox::AcceptRole);
    if (question.loses)
        go->setProperty("role", u"danger"_s);
    box->setDefaultButton(stay);
    box->setEscapeButton(stay);
    QObject::connect(box, &QMessageBox::buttonClicked, parent, [go, act](QAbstractButton *clicked) {
        if (clicked == go)
            act();
    });
    box->open();
}

} // namespace cairn::gui
