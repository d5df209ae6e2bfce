// SPDX-License-Identifier: MIT
#include "app/gui/style/app_style.h"
#include "app/gui/style/icon_set.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

using namespace cairn::gui;
using namespace Qt::StringLiterals;

class TestAppStyle final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_style = new AppStyle(Theme::light()); // the application's from here on
        m_style->setMotion(false);
        QApplication::setStyle(m_style);
        QApplication::setPalette(themePalette(Theme::light()));
    }

    void controlsAreHighEnough()
    {
        QPushButton button(u"Go"_s);
        QVERIFY(button.sizeHint().height() >= 36);
        QVERIFY(button.sizeHint().width() >= 80);
        QVERIFY(QLineEdit().sizeHint().height() >= 36);
        QVERIFY(QSpinBox().sizeHint().height() >= 36);
        QVERIFY(QComboBox().sizeHint().height() >= 36);
        QVERIFY(QCheckBox(u"x"_s).sizeHint().height() >= 24);
        QToolButton tool;
        tool.setIcon(IconSet::icon(Icon::More));
        QVERIFY(tool.sizeHint().height() >= 36);
        QVERIFY(tool.sizeHint().width() >= 36);
        QListWidget list;
        list.addItem(u"row"_s);
        QVERIFY(list.sizeHintForRow(0) >= 28);
    }

    void aTaggedCardHasABarAtItsStart()
    {
        QFrame card;
        card.setProperty("card", true);
        card.resize(200, 80);
        for (const auto direction : {Qt::LeftToRight, Qt::RightToLeft}) {
            card.setLayoutDirection(direction);
            card.setProperty("tag", 5);
            const QImage tagged = card.grab().toImage();
            const int start = direction == Qt::LeftToRight ? 4 : 195;
            QCOMPARE(tagged.pixelColor(start, 40), Theme::light().tagColor(5));
            QCOMPARE(tagged.pixelColor(199 - start, 40), Theme::light().surface);
            card.setProperty("tag", 0);
            QCOMPARE(card.grab().toImage().pixelColor(start, 40), Theme::light().surface);
        }
    }

    void buttonsGrowWithTheirTexts()
    {
        QPushButton button(u"Stop and keep what was saved so far"_s);
        const int text = button.fontMetrics().horizontalAdvance(button.text());
        QVERIFY(button.sizeHint().width() >= text + 32);
        QFont big = button.font();
        big.setPointSizeF(big.pointSizeF() * 2);
        button.setFont(big);
        QVERIFY(button.sizeHint().height() >= button.fontMetrics().height() + 16);
    }

    void thePrimaryButtonHasTheFillOfTheAccent()
    {
        QPushButton button;
        button.setProperty("role", u"primary"_s);
        button.resize(120, 36);
        QCOMPARE(middle(button), Theme::light().accent);
        button.setProperty("role", u"danger"_s);
        QCOMPARE(middle(button), Theme::light().fail);
        button.setEnabled(false);
        QCOMPARE(middle(button), Theme::light().sunken);
    }

    void aLabelFollowsItsRoleAndToneAtOnce()
    {
        QLabel label(u"Your files are safe"_s);
        label.setProperty("textRole", u"title"_s);
        label.ensurePolished();
        QCOMPARE(label.font().weight(), QFont::DemiBold);
        QVERIFY(label.font().pointSizeF() > QApplication::font().pointSizeF() * 1.4);
        label.setProperty("tone", u"fail"_s);
        QCOMPARE(label.palette().color(QPalette::WindowText), Theme::light().fail);
        label.setProperty("tone", QVariant());
        QCOMPARE(label.palette().color(QPalette::WindowText), Theme::light().text);
        QCOMPARE(label.text(), u"Your files are safe"_s);
    }

    void toneColoursFollowTheTheme()
    {
        QLabel label(u"late"_s);
        label.setProperty("tone", u"warn"_s);
        label.ensurePolished();
        m_style->setTheme(Theme::dark());
        QCOMPARE(label.palette().color(QPalette::WindowText), Theme::dark().warn);
        m_style->setTheme(Theme::light());
        QCOMPARE(label.palette().color(QPalette::WindowText), Theme::light().warn);
    }

    void aBannerHasTheSoftFillOfItsTone()
    {
        QFrame banner;
        banner.setProperty("banner", true);
        banner.setProperty("tone", u"ok"_s);
        banner.resize(200, 60);
        QCOMPARE(middle(banner), Theme::light().okSoft);
        QFrame card;
        card.setProperty("card", true);
        card.resize(200, 60);
        QCOMPARE(middle(card), Theme::light().surface);
    }

    void everyIconPaintsSomethingAtEverySize()
    {
        for (int name = 0; name <= int(Icon::Down); ++name) {
            for (const int side : {16, 20, 32, 64})
                QVERIFY(hasInk(IconSet::icon(static_cast<Icon>(name)), side));
        }
        QVERIFY(hasInk(IconSet::mark(), 32));
    }

    // The dialogs that Qt draws have pictures of their own, made for light windows.
    void iconsOfQtsDialogsAreReadInEveryTheme()
    {
        for (const Theme &theme : {Theme::light(), Theme::dark(), Theme::highContrastDark()}) {
            m_style->setTheme(theme);
            for (const QStyle::StandardPixmap which :
                 {QStyle::SP_FileDialogBack, QStyle::SP_FileDialogToParent,
                  QStyle::SP_FileDialogNewFolder, QStyle::SP_FileDialogListView,
                  QStyle::SP_FileDialogDetailedView, QStyle::SP_ArrowForward, QStyle::SP_ArrowLeft,
                  QStyle::SP_ArrowRight, QStyle::SP_ArrowUp, QStyle::SP_ArrowDown,
                  QStyle::SP_DirIcon, QStyle::SP_DirHomeIcon, QStyle::SP_FileIcon,
                  QStyle::SP_DriveHDIcon, QStyle::SP_ComputerIcon}) {
                const QImage image = m_style->standardIcon(which, nullptr, nullptr)
                                         .pixmap(48, 48)
                                         .toImage()
                                         .convertToFormat(QImage::Format_ARGB32);
                int ink = 0;
                for (int y = 0; y < image.height(); ++y)
                    for (int x = 0; x < image.width(); ++x)
                        if (image.pixelColor(x, y).alpha() == 255) {
                            QCOMPARE(image.pixelColor(x, y).name(), theme.text.name());
                            ++ink;
                        }
                QVERIFY2(ink > 10, qPrintable(QString::number(int(which))));
            }
        }
        m_style->setTheme(Theme::light());
    }

    void theButtonThatADialogIsForComesLast()
    {
        QMessageBox box;
        const QAbstractButton *go = box.addButton(u"Start here"_s, QMessageBox::AcceptRole);
        const QAbstractButton *cancel = box.addButton(u"Cancel"_s, QMessageBox::RejectRole);
        const QAbstractButton *drop = box.addButton(u"Discard"_s, QMessageBox::DestructiveRole);
        box.show();
        QVERIFY2(cancel->x() < go->x(), qPrintable(u"%1 %2"_s.arg(cancel->x()).arg(go->x())));
        QVERIFY(drop->x() < cancel->x());
        QVERIFY(box.isVisible());
        QTest::keyClick(&box, Qt::Key_Escape);
        QVERIFY(!box.isVisible());
        QCOMPARE(box.clickedButton(), cancel);
    }

    void trayIconsComeInEverySizeAndTheRingInTwelveSteps()
    {
        for (const TrayState state : {TrayState::Fine, TrayState::Running, TrayState::Paused,
                                      TrayState::Waiting, TrayState::Attention, TrayState::Failed})
            QCOMPARE(IconSet::tray(state).availableSizes().size(), 6);
        QList<QImage> rings;
        for (int percent = 0; percent <= 100; ++percent) {
            const QImage ring = IconSet::tray(TrayState::Running, percent).pixmap(64, 64).toImage();
            if (!rings.contains(ring))
                rings << ring;
        }
        QCOMPARE(rings.size(), 13);
    }

private:
    static QColor middle(QWidget &widget)
    {
        const QImage image = widget.grab().toImage();
        return image.pixelColor(image.rect().center());
    }

    static bool hasInk(const QIcon &icon, int side)
    {
        const QImage image = icon.pixmap(side, side).toImage();
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixelColor(x, y).alpha() > 128)
                    return true;
            }
        }
        return false;
    }

    AppStyle *m_style = nullptr;
};

QTEST_MAIN(TestAppStyle)
#include "test_app_style.moc"
