/** Domains where anybody gets a mailbox for nothing: an address there says nothing about a business. */

/**
 * Mail hosts, their country domains and forwarding services. Hosts and access providers that only have paying customers
 * are left out on purpose: a partner's namesake there goes to operations' review instead of being void at once.
 */
const FREE_MAIL_DOMAINS: ReadonlySet<string> = new Set(
  `
  gmail.com googlemail.com
  outlook.com outlook.at outlook.be outlook.cl outlook.cz outlook.de outlook.dk outlook.es outlook.fr outlook.ie outlook.in
  outlook.it outlook.jp outlook.kr outlook.pt outlook.com.ar outlook.com.au outlook.com.br outlook.com.tr
  hotmail.com hotmail.be hotmail.ca hotmail.ch hotmail.cl hotmail.co.jp hotmail.co.nz hotmail.co.th hotmail.co.uk
  hotmail.co.za hotmail.com.ar hotmail.com.au hotmail.com.br hotmail.com.mx hotmail.com.tr hotmail.de hotmail.dk hotmail.es
  hotmail.fi hotmail.fr hotmail.gr hotmail.it hotmail.nl hotmail.no hotmail.se
  live.com live.at live.be live.ca live.cl live.co.uk live.co.za live.com.ar live.com.au live.com.mx live.com.pt live.de
  live.dk live.fr live.ie live.in live.it live.jp live.nl live.no live.se msn.com passport.com windowslive.com
  yahoo.com ymail.com rocketmail.com myyahoo.com yahoo.at yahoo.be yahoo.ca yahoo.cl yahoo.co.id yahoo.co.il yahoo.co.in
  yahoo.co.jp yahoo.co.kr yahoo.co.nz yahoo.co.th yahoo.co.uk yahoo.co.za yahoo.com.ar yahoo.com.au yahoo.com.br yahoo.com.cn
  yahoo.com.co yahoo.com.hk yahoo.com.mx yahoo.com.my yahoo.com.ph yahoo.com.sg yahoo.com.tr yahoo.com.tw yahoo.com.vn
  yahoo.de yahoo.dk yahoo.es yahoo.fi yahoo.fr yahoo.gr yahoo.ie yahoo.in yahoo.it yahoo.nl yahoo.no yahoo.pl yahoo.pt
  yahoo.ro yahoo.se
  aol.com aol.co.uk aol.de aol.fr aim.com netscape.net
  icloud.com me.com mac.com privaterelay.appleid.com
  proton.me protonmail.com protonmail.ch pm.me tuta.com tuta.io tutanota.com tutanota.de tutamail.com keemail.me
  mailfence.com disroot.org riseup.net
  duck.com mozmail.com simplelogin.com anonaddy.com addy.io
  mail.com email.com usa.com europe.com consultant.com engineer.com post.com myself.com iname.com writeme.com techie.com
  gmx.com gmx.net gmx.de gmx.at gmx.ch gmx.fr gmx.es gmx.us gmx.co.uk web.de freenet.de t-online.de email.de
  zoho.com zohomail.com zohomail.eu zohomail.in inbox.com lycos.com excite.com juno.com rediffmail.com indiatimes.com in.com
  yandex.com yandex.ru yandex.by yandex.kz yandex.ua ya.ru mail.ru bk.ru list.ru inbox.ru internet.ru rambler.ru lenta.ru
  autorambler.ru ukr.net i.ua meta.ua bigmir.net
  wp.pl o2.pl tlen.pl onet.pl op.pl onet.eu interia.pl interia.eu gazeta.pl
  seznam.cz email.cz post.cz centrum.cz volny.cz azet.sk centrum.sk zoznam.sk freemail.hu citromail.hu abv.bg mail.bg
  libero.it virgilio.it tiscali.it alice.it email.it inwind.it iol.it laposte.net free.fr caramail.com
  terra.com terra.com.br bol.com.br uol.com.br ig.com.br globo.com globomail.com r7.com sapo.pt
  qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com aliyun.com 139.com 189.cn 21cn.com tom.com
  naver.com daum.net hanmail.net kakao.com nate.com
  `
    .trim()
    .split(/\s+/),
);

export const isFreeMail = (domain: string): boolean => FREE_MAIL_DOMAINS.has(domain.toLowerCase());
