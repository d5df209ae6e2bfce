// SPDX-License-Identifier: MIT
// Whoever types a passphrase with Caps Lock on is told so.
#include "app/gui/widgets/build.h"

#include <QLineEdit>
#include <QTest>

using namespace cairn::gui;
using namespace Qt::StringLiterals;

class TestCapsHint final : public QObject
{
    Q_OBJECT

    static void type(QLineEdit &field, const char *text, Qt::KeyboardModifiers with = {})
    {
        const QString typed = QString::fromUtf8(text);
        QKeyEvent press(QEvent::KeyPress, typed.at(0).toUpper().unicode(), with, typed);
        QCoreApplication::sendEvent(&field, &press);
    }
    static void pressCapsLock(QLineEdit &field)
    {
        QKeyEvent press(QEvent::KeyPress, Qt::Key_CapsLock, Qt::NoModifier);
        QCoreApplication::sendEvent(&field, &press);
    }

private Q_SLOTS:
    void lettersTell()
    {
        QWidget window;
        QLineEdit &field = *secretEdit(u"field"_s, u"Passphrase"_s, &window);
        field.resize(400, 36);
        window.show();
        const auto *hint = field.findChild<QLabel *>(u"field.capsLock"_s);
        QVERIFY(hint && !hint->isVisible());
        type(field, "a");
        QVERIFY(!hint->isVisible());
        type(field, "A", Qt::ShiftModifier);
        type(field, "7");
        QVERIFY(!hint->isVisible());
        type(field, "A");
        QVERIFY(hint->isVisible());
        QCOMPARE(hint->text(), u"Caps Lock is on"_s);
        QCOMPARE(field.accessibleDescription(), hint->text());
        QVERIFY(field.textMargins().right() >= hint->width()); // what is typed stays in sight
        QVERIFY(field.rect().contains(hint->geometry()));
        type(field, "7"); // says nothing about it
        QVERIFY(hint->isVisible());
        pressCapsLock(field);
        QVERIFY(!hint->isVisible());
        pressCapsLock(field);
        QVERIFY(hint->isVisible());
        type(field, "a", Qt::ShiftModifier); // a capital, turned round
        QVERIFY(hint->isVisible());
        type(field, "a");
        QVERIFY(!hint->isVisible());
        QVERIFY(field.accessibleDescription().isEmpty());
        QCOMPARE(field.text(), u"aA7A7aa"_s);
    }
};

QTEST_MAIN(TestCapsHint)
#include "test_caps_hint.moc"
