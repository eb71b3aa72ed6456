package receipts

import (
	"strings"
	"time"
)

// IDCard reads an 18-character resident identity number (GB 11643-1999): check
// character (ISO 7064 MOD 11-2), birth date and sex. A wrong one is ErrIDCard
// with a sentence that says what to look at.
func IDCard(number string) (birthDate string, sex Sex, err error) {
	n := strings.ToUpper(strings.TrimSpace(number))
	if len(n) != 18 || strings.Trim(n[:17], "0123456789") != "" {
		return "", SexUnknown, refuse(ErrIDCard, "the ID number needs 17 digits and a check character; compare it with the card")
	}
	if n[17] != checkCharacter(n[:17]) {
		return "", SexUnknown, refuse(ErrIDCard, "the ID number's last character does not fit the others; compare it with the card")
	}
	day, err := time.Parse("20060102", n[6:14])
	if err != nil {
		return "", SexUnknown, refuse(ErrIDCard, "the ID number holds no valid birth date; compare it with the card")
	}
	sex = SexFemale
	if (n[16]-'0')%2 == 1 {
		sex = SexMale
	}
	return day.Format(time.DateOnly), sex, nil
}

func checkCharacter(digits string) byte {
	weights := [...]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += w * int(digits[i]-'0')
	}
	return "10X98765432"[sum%11]
}
