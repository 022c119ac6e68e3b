/**
 * Every emoji up to Emoji 15, group by group: the emoji, then its name and words for it in English and in Chinese. Names and
 * words are those of Unicode CLDR (Unicode License v3), as emojibase-data 17.0.0 (MIT) puts them together.
 */
export const emojiData = {
  faces: `
😀|grinning face,cheerful,cheery,happy|嘿嘿,笑脸,脸,高兴
😃|grinning face with big eyes,awesome,happy,mouth|哈哈,太棒了,开口笑,开口笑脸
😄|grinning face with smiling eyes,happy,laugh,lol|大笑,哈哈,开口而笑的脸,开心
😁|beaming face with smiling eyes,grin,grinning,happy|嘻嘻,笑脸,笑颜,脸
😆|grinning squinting face,closed,eyes,haha|斜眼笑,lol,咧嘴笑,哈哈
😅|grinning face with sweat,cold,dejected,excited|苦笑,冷汗,出汗,开口冒冷汗的脸
🤣|rolling on the floor laughing,crying,face,funny|笑得满地打滚,lolol,乐翻了,哈哈
😂|face with tears of joy,crying,feels,funny|笑哭了,lol,喜极而泣,大笑
🙂|slightly smiling face,happy,smile|呵呵,开心,浅笑的脸,笑
🙃|upside-down face,hehe,smile|倒脸,好玩,好笑,颠倒
🫠|melting face,disappear,dissolve,embarrassed|融化,冷笑,哈哈,尴尬
😉|winking face,flirt,heartbreaker,sexy|眨眼,媚眼,撩拨,眨眼的脸
😊|smiling face with smiling eyes,blush,glad,satisfied|羞涩微笑,害羞,满意,笑脸相迎
😇|smiling face with halo,angel,angelic,angels|微笑天使,光环,天真,幻想
🥰|smiling face with hearts,3,adore,crush|喜笑颜开,三颗爱心的笑脸,心,我爱你
😍|smiling face with heart-eyes,143,bae,feels|花痴,我爱你,爱,红心
🤩|star-struck,excited,eyes,face|好崇拜哦,兴奋,咧嘴笑,满天星
😘|face blowing a kiss,adorbs,bae,flirt|飞吻,亲亲,想你,我爱你
😗|kissing face,143,date,dating|亲亲,亲吻,吻,脸
☺️|smiling face,happy,outlined,relaxed|微笑,呵呵,开心,放松
😚|kissing face with closed eyes,143,bae,blush|羞涩亲亲,吻,我爱你,脸
😙|kissing face with smiling eyes,143,closed,date|微笑亲亲,吻,笑颜亲吻,脸
🥲|smiling face with tear,glad,grateful,happy|含泪的笑脸,喜悦,喜极而泣,幸福
😋|face savoring food,delicious,eat,full|好吃,口水,哈喇子,津津有味
😛|face with tongue,awesome,cool,nice|吐舌,吐舌头的脸,太好了,脸
😜|winking face with tongue,crazy,epic,eye|单眼吐舌,古怪,开玩笑,怪人
🤪|zany face,crazy,eye,eyes|滑稽,大小眼,大眼,小眼
😝|squinting face with tongue,closed,eye,eyes|眯眼吐舌,可怕,尝,眼睛
🤑|money-mouth face,paid|发财,拜金,脸,见钱眼开
🤗|smiling face with open hands,hug,hugging|抱抱,拥抱,笑,脸
🤭|face with hand over mouth,giggle,giggling,oops|不说,不可说,傻笑,吃吃傻笑
🫢|face with open eyes and hand over mouth,amazement,awe,disbelief|睁眼捂嘴,哇塞,哑口无言,害怕
🫣|face with peeking eye,captivated,embarrass,hide|偷看,偷窥,凝视,害怕
🤫|shushing face,quiet,shh|安静的脸,嘘,嘘声手势的脸
🤔|thinking face,chin,consider,hmm|想一想,思考,想事情,脸
🫡|saluting face,good,luck,ma’am|致敬,军队,好,好的
🤐|zipper-mouth face,keep,quiet,secret|闭嘴,住嘴,封口,秘密
🤨|face with raised eyebrow,disapproval,disbelief,distrust|挑眉,不信任,不敢置信,不赞同
😐|neutral face,awkward,blank,deadpan|冷漠,无感,脸,表情空洞
😑|expressionless face,awkward,dead,fine|无语,没有反应,绷着脸,脸
😶|face without mouth,awkward,blank,expressionless|沉默,嘴,安静,没嘴
🫥|dotted line face,depressed,disappear,hidden|虚线脸,内向,无所谓,沮丧
😶‍🌫️|face in clouds,absentminded,fog,head|迷茫
😏|smirking face,boss,dapper,flirt|得意,假笑,冷笑,得意的笑
😒|unamused face,...,bored,fine|不高兴,不屑,不服,不爽的脸
🙄|face with rolling eyes,eyeroll,shade,ugh|翻白眼,不敢苟同,无语,脸
😬|grimacing face,awk,awkward,dentist|龇牙咧嘴,咬牙切齿,尴尬,牙医
😮‍💨|face exhaling,blow,blowing,exhale|呼气,叹息,叹气,吹气
🤥|lying face,liar,lie,pinocchio|说谎,匹诺曹,脸,长鼻子
🫨|shaking face,crazy,daze,earthquake|颤抖,哇,地震,天啊
😌|relieved face,calm,peace,relief|松了口气,如释重负,松口气,脸
😔|pensive face,awful,bored,dejected|沉思,失落,心事重重,忧虑
😪|sleepy face,crying,good,night|困,哭,想睡,满脸睡容
🤤|drooling face|流口水,垂涎,垂涎三尺,流口水的脸
😴|sleeping face,bed,bedtime,good|睡着了,呼噜,小睡,想睡
😷|face with medical mask,cold,dentist,dermatologist|感冒,医生,口罩,戴口罩
🤒|face with thermometer,ill,sick|发烧,体温计,咬着体温计的脸,温度计
🤕|face with head-bandage,hurt,injury,ouch|受伤,头绑绷带,打绷带,脸
🤢|nauseated face,gross,nasty,sick|恶心,吐,呕,恶心作呕的脸
🤮|face vomiting,barf,ew,gross|呕吐,不舒服,呕吐的脸,生病
🤧|sneezing face,fever,flu,gesundheit|打喷嚏,打喷嚏的脸,生病,脸
🥵|hot face,dying,feverish,heat|脸发烧,中暑,冒汗,出汗
🥶|cold face,blue,blue-faced,freezing|冷脸,冰柱,冷冰冰,冻
🥴|woozy face,dizzy,drunk,eyes|头昏眼花,两眼不平,喝醉,嘴唇颤抖
😵|face with crossed-out eyes,dead,dizzy,feels|晕头转向,头晕,头晕眼花,晕头的脸
😵‍💫|face with spiral eyes,confused,dizzy,hypnotized|晕,哇,哎呀,头晕
🤯|exploding head,blown,explode,mind|爆炸头,不可能,印象深刻,吓到了
🤠|cowboy hat face,cowgirl|牛仔帽脸
🥳|partying face,bday,birthday,celebrate|聚会笑脸,号角,喝彩,帽子
🥸|disguised face,eyebrow,glasses,incognito|伪装的脸,人物,眉毛,眼镜
😎|smiling face with sunglasses,awesome,beach,bright|墨镜笑脸,太阳镜,眼镜,耶
🤓|nerd face,brainy,clever,expert|书呆子脸,专家,天才,奇葩
🧐|face with monocle,classy,fancy,rich|带单片眼镜的脸,单眼镜,古板,奢华
😕|confused face,befuddled,confusing,dunno|困扰,不懂,不确定,困惑
🫤|face with diagonal mouth,confused,confusion,disappointed|郁闷,不相信,不确定,困惑
😟|worried face,anxious,butterflies,nerves|担心,不高兴,伤心,忧心的脸
🙁|slightly frowning face,sad|微微不满,不开心,不高兴,不高兴的脸
☹️|frowning face,sad|不满,不爽,不高兴,委屈
😮|face with open mouth,believe,forgot,omg|吃惊,同情,啊,忘记
😯|hushed face,epic,omg,stunned|缄默,吃惊,哦,我的天
😲|astonished face,cost,no,omg|震惊,不可以,惊讶,惊讶的脸
😳|flushed face,amazed,awkward,crazy|脸红,困惑,天呀,害羞
🥺|pleading face,begging,big,eyes|恳求的脸,可怜兮兮的眼神,大眼睛,小狗的脸
🥹|face holding back tears,admiration,aww,cry|忍住泪水,哭泣,喜极而泣,尴尬
😦|frowning face with open mouth,caught,guard,scared|啊,惊讶,意外,目瞪口呆
😧|anguished face,forgot,scared,scary|极度痛苦,痛啊,脸,难受
😨|fearful face,afraid,anxious,blame|害怕,不安,恐怖,恐惧
😰|anxious face with sweat,blue,cold,eek|冷汗,张嘴冒冷汗的脸,惊讶,无语
😥|sad but relieved face,anxious,call,close|失望但如释重负,下次吧,出冷汗,失望但解脱
😢|crying face,awful,feels,miss|哭,伤心,哀伤,哭脸
😭|loudly crying face,bawling,sad,sob|放声大哭,放声大哭的脸,泪,痛哭
😱|face screaming in fear,epic,fearful,munch|吓死了,害怕,尖叫,恐怖
😖|confounded face,annoyed,confused,cringe|困惑,困惑的脸,焦头烂额,纠结
😣|persevering face,concentrate,concentration,focus|痛苦,专注,入定,头痛
😞|disappointed face,awful,blame,dejected|失望,不高兴,失望的脸,脸
😓|downcast face with sweat,close,cold,feels|汗,冒冷汗,冒汗,冷
😩|weary face,crying,fail,feels|累死了,疲倦,疲劳,疲惫
😫|tired face,cost,feels,nap|累,倦容,疲倦,疲劳
🥱|yawning face,bedtime,bored,goodnight|打呵欠,哈欠,困,困倦
😤|face with steam from nose,anger,angry,feels|傲慢,不爽,愤怒,气炸了
😡|enraged face,anger,angry,feels|怒火中烧,发火,发飙,生气
😠|angry face,anger,blame,feels|生气,不爽,不高兴,怒
🤬|face with symbols on mouth,censor,cursing,cussing|嘴上有符号的脸,不爽,发誓,咒骂
😈|smiling face with horns,demon,devil,evil|恶魔微笑,幻想,犄角,神话故事
👿|angry face with horns,demon,devil,evil|生气的恶魔,带角的怒容,幻想,犄角
💀|skull,body,dead,death|头骨,妖怪,怪兽,死亡
☠️|skull and crossbones,dead,death,face|骷髅,交叉股骨,头骨,妖怪
💩|pile of poo,bs,comic,doo|大便,好臭,屎,怪物
🤡|clown face|小丑脸
👹|ogre,creature,devil,face|食人魔,吓人,妖怪,幻想
👺|goblin,angry,creature,face|小妖精,妖怪,幻想,怪物
👻|ghost,boo,creature,excited|鬼,万圣节,妖怪,幻想
👽|alien,creature,extraterrestrial,face|外星人,ufo,外太空,太空
👾|alien monster,creature,extraterrestrial,face|外星怪物,ufo,外星人,太空
🤖|robot,face,monster|机器人,怪物,脸
😺|grinning cat,animal,face,mouth|大笑的猫,哈哈,大笑的猫脸,猫脸
😸|grinning cat with smiling eyes,animal,face,smile|微笑的猫,呵呵,微笑的猫脸,猫脸
😹|cat with tears of joy,animal,face,laugh|笑出眼泪的猫,喜极而泣,快乐,猫脸
😻|smiling cat with heart-eyes,animal,face,love|花痴的猫,wc,喜欢,心
😼|cat with wry smile,animal,face,ironic|奸笑的猫,嘲讽笑容,奸笑的猫脸,猫脸
😽|kissing cat,animal,closed,eye|亲亲猫,吻,猫脸,猫脸亲亲
🙀|weary cat,animal,face,oh|疲倦的猫,惊讶,猫脸,疲倦的猫脸
😿|crying cat,animal,face,sad|哭泣的猫,哭泣的猫脸,泪,猫脸
😾|pouting cat,animal,face|生气的猫,猫脸,生气的猫脸,脸
🙈|see-no-evil monkey,embarrassed,face,forbidden|非礼勿视,不许看,别看,尴尬
🙉|hear-no-evil monkey,animal,ears,face|非礼勿听,嘘,堵上耳朵,堵耳
🙊|speak-no-evil monkey,animal,face,forbidden|非礼勿言,不许说,捂上嘴巴,捂嘴
💌|love letter,heart,mail,romance|情书,信,心,邮件
💘|heart with arrow,143,adorbs,cupid|心中箭了,一箭穿心,丘比特,我爱你
💝|heart with ribbon,143,anniversary,emotion|系有缎带的心,我爱你,爱的礼物,绑丝带的心
💖|sparkling heart,143,emotion,excited|闪亮的心,我爱你,激动,红心
💗|growing heart,143,emotion,excited|搏动的心,亲亲,吻,我爱你
💓|beating heart,143,cardio,emotion|心跳,心动,我爱你,爱
💞|revolving hearts,143,adorbs,anniversary|舞动的心,我爱你,旋转,涌动
💕|two hearts,143,anniversary,date|两颗心,我爱你,爱情
💟|heart decoration,143,emotion,hearth|心型装饰,我爱你
❣️|heart exclamation,heavy,mark,punctuation|心叹号,心动,标点符号
💔|broken heart,break,crushed,emotion|心碎,伤心
❤️‍🔥|heart on fire,burn,love,lust|火上之心,渴望,燃烧,爱
❤️‍🩹|mending heart,healthier,improving,recovering|修复受伤的心灵,修补,恢复,痊愈
❤️|red heart,emotion,love|红心,爱
🩷|pink heart,143,adorable,cute|粉红色的心,可爱,喜欢,感情
🧡|orange heart,143|橙心,橘心,橘色,橘色的心
💛|yellow heart,143,cardiac,emotion|黄心,我爱你
💚|green heart,143,emotion,ily|绿心,我爱你
💙|blue heart,143,emotion,ily|蓝心,我爱你
🩵|light blue heart,143,cute,cyan|浅蓝色的心,可爱,喜欢,天蓝
💜|purple heart,143,bestest,emotion|紫心,我爱你
🤎|brown heart,143|棕心,心形,棕色,棕色爱心
🖤|black heart,evil,wicked|黑心,邪恶,黑色,黑色的心
🩶|grey heart,143,emotion,gray|灰心,感情,我爱你,暗灰
🤍|white heart,143|白心,心形,爱心,白色
💋|kiss mark,dating,emotion,heart|唇印,亲吻,吻,性感
💯|hundred points,100,a+,agree|一百分,100,满分,百分百
💢|anger symbol,angry,comic,mad|怒,火大,生气,青筋
💥|collision,bomb,boom,collide|爆炸,撞,旺
💫|dizzy,comic,shining,shooting|头晕,头晕目眩,星星,流星
💦|sweat droplets,comic,drip,drops|汗滴,喷溅,小水滴,小水珠
💨|dashing away,cloud,comic,fart|尾气,扬尘而去,放屁,烟
🕳️|hole|洞,井盖,坑,陷阱
💬|speech balloon,bubble,comic,dialog|话语气泡,发言,对话框,气泡对话框
👁️‍🗨️|eye in speech bubble,balloon,witness|眼睛对话框,目擊
🗨️|left speech bubble,balloon,dialog|朝左的话语气泡,对话框
🗯️|right anger bubble,angry,balloon,mad|愤怒话语气泡,右倾愤怒对话框,对话框
💭|thought balloon,bubble,cartoon,cloud|内心活动气泡,对话框,思想,思想活动
💤|zzz,comic,good,goodnight|睡着,呼噜,困了,想睡
`,
  people: `
👋|waving hand,bye,cya,g2g|挥手,你好,再见,嗨
🤚|raised back of hand,backhand|立起的手背,举起,举起手背
🖐️|hand with fingers splayed,raised,stop|手掌,举起张开的手掌,击掌,布
✋|raised hand,5,five,high|举起手,举手,举起的手,五指
🖖|vulcan salute,finger,hand,hands|瓦肯举手礼,敬礼,斯波克,星际迷航
🫱|rightwards hand,handshake,hold,reach|向右的手,伸手,右手,握手
🫲|leftwards hand,handshake,hold,reach|向左的手,伸手,左手,握手
🫳|palm down hand,dismiss,drop,dropped|掌心向下的手,下投,扔掉,拿起
🫴|palm up hand,beckon,catch,come|掌心向上的手,不知道,召唤,告诉我
🫷|leftwards pushing hand,block,five,halt|向左推,中止,停止,击掌
🫸|rightwards pushing hand,block,five,halt|向右推,中止,停止,击掌
👌|ok hand,awesome,bet,dope|ok,ok 手势,可以
🤌|pinched fingers,gesture,hand,hold|捏手指,为什么,你到底在说什么,匮乏
🤏|pinching hand,amount,bit,fingers|捏合的手势,一点,一点点,小
✌️|victory hand,peace|胜利手势,v,和平,成功
🤞|crossed fingers,hand,luck|交叉的手指,幸运,祝好运
🫰|hand with index finger and thumb crossed,<3,expensive,heart|食指与拇指交叉的手,响指,心,昂贵
🤟|love-you gesture,fingers,hand,ily|爱你的手势,三种,我爱你
🤘|sign of the horns,finger,hand,rock-on|摇滚,手,摇滚精神,燥起来
🤙|call me hand,hang,loose,shaka|给我打电话,手,打电话给我,给我打电话的手势
👈|backhand index pointing left,finger|反手食指向左指,指左
👉|backhand index pointing right,finger|反手食指向右指,指右
👆|backhand index pointing up,finger|反手食指向上指,指上
🖕|middle finger,hand|竖中指,反手,手
👇|backhand index pointing down,finger|反手食指向下指,指下
☝️|index pointing up,finger,hand,this|食指向上指,手,指上
🫵|index pointing at the viewer,finger,hand,poke|指向观察者的食指,伸出手指,你,戳
👍|thumbs up,+1,good,hand|拇指向上,同意,好,手
👎|thumbs down,-1,bad,dislike|拇指向下,不赞成,反对,否决
✊|raised fist,clenched,hand,punch|举起拳头,举拳,团结,手
👊|oncoming fist,absolutely,agree,boom|出拳,完全同意,手,打
🤛|left-facing fist,leftwards|朝左的拳头
🤜|right-facing fist,rightwards|朝右的拳头,手
👏|clapping hands,applause,approval,awesome|鼓掌,干得好,恭喜,拍手
🙌|raising hands,celebration,gesture,hooray|举双手,举手,击掌,庆祝
🫶|heart hands,<3,love,you|做成心形的双手,比心,爱,爱你
👐|open hands,hug,jazz,swerve|张开双手,十,摊手
🤲|palms up together,cupped,dua,hands|掌心向上托起,双掌,双掌向上,希望
🤝|handshake,agreement,deal,meeting|握手,一言为定,会面,协议
🙏|folded hands,appreciate,ask,beg|双手合十,合掌,感恩,拜托
✍️|writing hand,write|写字,手,笔
💅|nail polish,bored,care,cosmetics|涂指甲油,修指甲,忙完了,护手
🤳|selfie,camera,phone|自拍,手机,相机
💪|flexed biceps,arm,beast,bench|肌肉,二头肌,健身房,强壮
🦾|mechanical arm,accessibility,prosthetic|机械手臂,义肢,无障碍
🦿|mechanical leg,accessibility,prosthetic|机械腿,义肢,无障碍
🦵|leg,bent,foot,kick|腿,弯腿,肢体,脚
🦶|foot,ankle,feet,kick|脚,足踝,踏,踝
👂|ear,body,ears,hear|耳朵,仔细听,听
🦻|ear with hearing aid,accessibility,hard|戴助听器的耳朵,听力障碍,听障,失聪
👃|nose,body,noses,nosey|鼻子,嗅,气味,闻
🧠|brain,intelligent,smart|脑,大脑,头脑,智慧
🫀|anatomical heart,beat,cardiology,heartbeat|心脏器官,中心,心率,心脏病学
🫁|lungs,breath,breathe,exhalation|肺,吸气,呼吸,呼吸作用
🦷|tooth,dentist,pearly,teeth|牙齿,牙医,牙科医生,珍珠色
🦴|bone,bones,dog,skeleton|骨头,叉骨,狗,骨骼
👀|eyes,body,face,googly|双眼,看,眼睛,窥视
👁️|eye,1,body,one|眼睛,单眼,看,身体
👅|tongue,body,lick,slurp|舌头,啧啧地喝,舔,身体
👄|mouth,beauty,body,kiss|嘴,口,口红,吻
🫦|biting lip,anxious,bite,fear|咬住嘴唇,不舒服,口红,咬嘴唇
👶|baby,babies,children,goo|小宝贝,孩子,宝宝,小毛头
🧒|child,bright-eyed,grandchild,kid|儿童,中性,小孩,年轻人
👦|boy,bright-eyed,child,grandson|男孩,儿童,孩子,小孩
👧|girl,bright-eyed,child,daughter|女孩,儿童,大眼女孩,女儿
🧑|person,adult|成人,中性,性别中立,性格不明
👱|person: blond hair,blond-haired,human|金色头发的人,脸,金发
👨|man,adult,bro|男人,兄弟,成人
🧔|person: beard,bearded,whiskers|有胡子的人,大胡子,男,络腮胡
🧔‍♂️|man: beard,bearded,whiskers|有络腮胡子的男人
🧔‍♀️|woman: beard,bearded,whiskers|有络腮胡子的女人
👨‍🦰|man: red hair,adult,bro|男人: 红发,兄弟,成人
👨‍🦱|man: curly hair,adult,bro|男人: 卷发,兄弟,成人
👨‍🦳|man: white hair,adult,bro|男人: 白发,兄弟,成人
👨‍🦲|man: bald,adult,bro|男人: 秃顶,兄弟,成人
👩|woman,adult,lady|女人,淑女,金发
👩‍🦰|woman: red hair,adult,lady|女人: 红发,淑女,金发
🧑‍🦰|person: red hair,adult|成人: 红发,中性,性别中立,性格不明
👩‍🦱|woman: curly hair,adult,lady|女人: 卷发,淑女,金发
🧑‍🦱|person: curly hair,adult|成人: 卷发,中性,性别中立,性格不明
👩‍🦳|woman: white hair,adult,lady|女人: 白发,淑女,金发
🧑‍🦳|person: white hair,adult|成人: 白发,中性,性别中立,性格不明
👩‍🦲|woman: bald,adult,lady|女人: 秃顶,淑女,金发
🧑‍🦲|person: bald,adult|成人: 秃顶,中性,性别中立,性格不明
👱‍♀️|woman: blond hair,blond-haired,blonde|金发女
👱‍♂️|man: blond hair,blond-haired|金发男
🧓|older person,adult,elderly,grandparent|老年人,中性,性别不明,性别中性
👴|old man,adult,bald,elderly|老爷爷,祖父,秃头,老人
👵|old woman,adult,elderly,grandma|老奶奶,祖母,老人,老太
🙍|person frowning,annoyed,disappointed,disgruntled|皱眉,不开心,不满,不爽
🙍‍♂️|man frowning,annoyed,disappointed,disgruntled|皱眉男,不开心,表情
🙍‍♀️|woman frowning,annoyed,disappointed,disgruntled|皱眉女,不开心
🙎|person pouting,disappointed,downtrodden,frown|撅嘴,不开心,不高兴,低落
🙎‍♂️|man pouting,disappointed,downtrodden,frown|撅嘴男,不开心,噘嘴,表情
🙎‍♀️|woman pouting,disappointed,downtrodden,frown|撅嘴女,不开心,噘嘴
🙅|person gesturing no,forbidden,gesture,hand|禁止手势,不允许,不可能,不行
🙅‍♂️|man gesturing no,forbidden,gesture,hand|禁止手势男,不行,反对
🙅‍♀️|woman gesturing no,forbidden,gesture,hand|禁止手势女,不行,反对
🙆|person gesturing ok,exercise,gesture,hand|ok手势,ok,同意
🙆‍♂️|man gesturing ok,exercise,gesture,hand|ok手势男,ok,可以
🙆‍♀️|woman gesturing ok,exercise,gesture,hand|ok手势女,ok,可以
💁|person tipping hand,fetch,flick,flip|前台,介绍,伸手给小费,信息
💁‍♂️|man tipping hand,fetch,flick,flip|前台男,嘲讽,小费
💁‍♀️|woman tipping hand,fetch,flick,flip|前台女
🙋|person raising hand,gesture,here,know|举手,举手的人,嗨,开心
🙋‍♂️|man raising hand,gesture,here,know|男生举手,发问,手势
🙋‍♀️|woman raising hand,gesture,here,know|女生举手
🧏|deaf person,accessibility,ear,gesture|失聪者,听力,听力障碍,听障
🧏‍♂️|deaf man,accessibility,ear,gesture|失聪的男人,听力障碍,耳朵,聋
🧏‍♀️|deaf woman,accessibility,ear,gesture|失聪的女人,听力障碍,耳朵,聋
🙇|person bowing,apology,ask,beg|鞠躬,不好意思,冥想,姿势
🙇‍♂️|man bowing,apology,ask,beg|男生鞠躬,不好意思,对不起,道歉
🙇‍♀️|woman bowing,apology,ask,beg|女生鞠躬,不好意思,对不起,道歉
🤦|person facepalming,again,bewilder,disbelief|捂脸,人,尴尬,恼怒
🤦‍♂️|man facepalming,again,bewilder,disbelief|男生捂脸,尴尬,恼怒,我的天哪
🤦‍♀️|woman facepalming,again,bewilder,disbelief|女生捂脸,女子捂脸,尴尬,恼怒
🤷|person shrugging,doubt,dunno,guess|耸肩,不关心,不知道,人
🤷‍♂️|man shrugging,doubt,dunno,guess|男生耸肩,不关心,不知道,天晓得
🤷‍♀️|woman shrugging,doubt,dunno,guess|女生耸肩,不关心,不知道,天晓得
🧑‍⚕️|health worker,doctor,healthcare,nurse|卫生工作者,医生,护士,治疗师
👨‍⚕️|man health worker,doctor,healthcare,nurse|男医生,医护人员,护士,治疗师
👩‍⚕️|woman health worker,doctor,healthcare,nurse|女医生,医护人员,女人,女治疗师
🧑‍🎓|student,graduate|学生,毕业,毕业生
👨‍🎓|man student,graduate|男学生,毕业
👩‍🎓|woman student,graduate|女学生,毕业
🧑‍🏫|teacher,instructor,lecturer,professor|老师,教师,教授
👨‍🏫|man teacher,instructor,lecturer,professor|男老师,教师,教授
👩‍🏫|woman teacher,instructor,lecturer,professor|女老师,教师,教授
🧑‍⚖️|judge,justice,law,scales|法官,法律
👨‍⚖️|man judge,justice,law,scales|男法官,正义,法律
👩‍⚖️|woman judge,justice,law,scales|女法官,正义,法律
🧑‍🌾|farmer,gardener,rancher|农民,园丁
👨‍🌾|man farmer,gardener,rancher|农夫,农民,园丁,牧场主人
👩‍🌾|woman farmer,gardener,rancher|农妇,农民,园丁,女
🧑‍🍳|cook,chef|厨师,做饭,大厨
👨‍🍳|man cook,chef|男厨师,做饭,大厨
👩‍🍳|woman cook,chef|女厨师,做饭,大厨
🧑‍🔧|mechanic,electrician,plumber,tradesperson|技工,水管工,电工
👨‍🔧|man mechanic,electrician,plumber,tradesperson|男技工,机械工,杂工,水管工
👩‍🔧|woman mechanic,electrician,plumber,tradesperson|女技工,修理工,水电工,水管工
🧑‍🏭|factory worker,assembly,industrial|工人,工业,工厂,装配
👨‍🏭|man factory worker,assembly,industrial|男工人,工业,工厂,组装工
👩‍🏭|woman factory worker,assembly,industrial|女工人,工业,工厂,装配
🧑‍💼|office worker,architect,business,manager|白领,商人,建筑师,经理
👨‍💼|man office worker,architect,business,manager|男白领,商人,建筑师,经理
👩‍💼|woman office worker,architect,business,manager|女白领,人物,商人,建筑师
🧑‍🔬|scientist,biologist,chemist,engineer|科学家,化学家,工程学家,物理学家
👨‍🔬|man scientist,biologist,chemist,engineer|男科学家,化学家,工程学家,工程师
👩‍🔬|woman scientist,biologist,chemist,engineer|女科学家,化学家,工程学家,工程师
🧑‍💻|technologist,coder,computer,developer|程序员,发明,开发人员,码农
👨‍💻|man technologist,coder,computer,developer|男程序员,发明家,工程师,开发人员
👩‍💻|woman technologist,coder,computer,developer|女程序员,发明家,工程师,开发人员
🧑‍🎤|singer,actor,entertainer,rock|歌手,摇滚歌手,明星,演员
👨‍🎤|man singer,actor,entertainer,rock|男歌手,摇滚歌手,明星,男演员
👩‍🎤|woman singer,actor,entertainer,rock|女歌手,摇滚歌手,明星,演员
🧑‍🎨|artist,palette|艺术家,画家
👨‍🎨|man artist,palette|男艺术家,画家
👩‍🎨|woman artist,palette|女艺术家,画家
🧑‍✈️|pilot,plane|飞行员,飞机
👨‍✈️|man pilot,plane|男飞行员,机长,飞机
👩‍✈️|woman pilot,plane|女飞行员,机长,飞机
🧑‍🚀|astronaut,rocket,space|宇航员,火箭
👨‍🚀|man astronaut,rocket,space|男宇航员,宇宙,火箭,航天
👩‍🚀|woman astronaut,rocket,space|女宇航员,宇宙,火箭,航天
🧑‍🚒|firefighter,firetruck|消防员,消防车
👨‍🚒|man firefighter,firetruck|男消防员,救火,消防车
👩‍🚒|woman firefighter,firetruck|女消防员,救火,消防车,火灾
👮|police officer,apprehend,arrest,citation|警察,交警,传唤,公安
👮‍♂️|man police officer,apprehend,arrest,citation|男警察,警官
👮‍♀️|woman police officer,apprehend,arrest,citation|女警察,交警,公安,卧底
🕵️|detective,sleuth,spy|侦探,特工,男,间谍
🕵️‍♂️|man detective,sleuth,spy|男侦探,间谍
🕵️‍♀️|woman detective,sleuth,spy|女侦探,特工,间谍
💂|guard,buckingham,helmet,london|卫兵,伦敦,卫士,守卫
💂‍♂️|man guard,buckingham,helmet,london|男卫兵,卫士,守卫
💂‍♀️|woman guard,buckingham,helmet,london|女卫兵,卫士,守卫
🥷|ninja,assassin,fight,fighter|忍者,人物,侠客,刺客
👷|construction worker,build,fix,hardhat|建筑工人,包工头,头盔,安全帽
👷‍♂️|man construction worker,build,fix,hardhat|男建筑工人
👷‍♀️|woman construction worker,build,fix,hardhat|女建筑工人,头盔
🫅|person with crown,monarch,noble,regal|戴王冠的人,君主,君威,国王
🤴|prince,crown,fairy,fairytale|王子,皇家
👸|princess,crown,fairy,fairytale|公主,皇冠,童话
👳|person wearing turban|戴头巾的人
👳‍♂️|man wearing turban|戴头巾的男人
👳‍♀️|woman wearing turban|戴头巾的女人,特本
👲|person with skullcap,chinese,gua,guapi|戴瓜皮帽的人,人物,帽子
🧕|woman with headscarf,bandana,hijab,kerchief|带头饰的女人,头巾,希贾布,戴头巾的女人
🤵|person in tuxedo,formal,wedding|穿燕尾服的人,新郎,正式,男人
🤵‍♂️|man in tuxedo,formal,groom,wedding|穿礼服的男人
🤵‍♀️|woman in tuxedo,formal,wedding|穿礼服的女人
👰|person with veil,wedding|戴头纱的人,婚礼,戴头纱的新娘,新娘
👰‍♂️|man with veil,wedding|戴头纱的男人
👰‍♀️|woman with veil,bride,wedding|戴头纱的女人
🤰|pregnant woman|孕妇,女人,怀孕,怀孕的女人
🫃|pregnant man,belly,bloated,full|怀孕的男人,充满,吃撑,男子
🫄|pregnant person,belly,bloated,full|怀孕的人,充满,吃撑,腹部
🤱|breast-feeding,baby,mom,mother|母乳喂养,乳房,哺乳,喂奶
👩‍🍼|woman feeding baby,mom,mother,nanny|哺乳的女人,人物,保姆,喂养
👨‍🍼|man feeding baby,dad,father,nanny|哺乳的男人,人物,保姆,哺育
🧑‍🍼|person feeding baby,nanny,newborn,nursing|哺乳的人,人物,保姆,哺育
👼|baby angel,church,face,fairy|小天使,儿童,孩子
🎅|santa claus,celebration,christmas,claus|圣诞老人,圣诞节,节日
🤶|mrs. claus,celebration,christmas,claus|圣诞奶奶,圣诞节,节日
🧑‍🎄|mx claus,celebration,christmas,claus|圣诞人,人物,圣诞帽,圣诞快乐
🦸|superhero,good,superpower|超级英雄,女英雄,女超人,好人
🦸‍♂️|man superhero,good,superpower|男超级英雄,好人,男人,超能力
🦸‍♀️|woman superhero,good,heroine,superpower|女超级英雄,女人,好人,超能力
🦹|supervillain,bad,criminal,evil|超级大坏蛋,人,大反派,恶魔
🦹‍♂️|man supervillain,bad,criminal,evil|男超级大坏蛋,男人,罪犯,超能力
🦹‍♀️|woman supervillain,bad,criminal,evil|女超级大坏蛋,女人,罪犯,超能力
🧙|mage,fantasy,magic,play|法师,召唤,女巫,女魔术师
🧙‍♂️|man mage,fantasy,magic,play|男法师,男巫,男魔术师
🧙‍♀️|woman mage,fantasy,magic,play|女法师,女巫,女魔术师
🧚|fairy,fairytale,fantasy,myth|精灵,仙女,仙子,童话
🧚‍♂️|man fairy,fairytale,fantasy,myth|仙人,仙男,天卫十五,天卫四
🧚‍♀️|woman fairy,fairytale,fantasy,myth|仙女,女精灵,妖精王后
🧛|vampire,blood,dracula,fangs|吸血鬼,万圣节,不死族,利牙
🧛‍♂️|man vampire,blood,fangs,halloween|男吸血鬼,男不死族
🧛‍♀️|woman vampire,blood,fangs,halloween|女吸血鬼,女不死族
🧜|merperson,creature,fairytale,folklore|人鱼,三叉戟,女人鱼,民间传说
🧜‍♂️|merman,creature,fairytale,folklore|男人鱼,特里同
🧜‍♀️|mermaid,creature,fairytale,folklore|美人鱼,女人鱼
🧝|elf,elves,enchantment,fantasy|小精灵,神秘,魔幻,魔法
🧝‍♂️|man elf,elves,enchantment,fantasy|男小精灵,男性魔术
🧝‍♀️|woman elf,elves,enchantment,fantasy|女小精灵,女性魔术
🧞|genie,djinn,fantasy,jinn|妖怪,奇幻,愿望,擦拭神灯
🧞‍♂️|man genie,djinn,fantasy,jinn|男妖怪,男神灵
🧞‍♀️|woman genie,djinn,fantasy,jinn|女妖怪,女神灵
🧟|zombie,apocalypse,dead,halloween|僵尸,万圣节,不死族,半死不活
🧟‍♂️|man zombie,apocalypse,dead,halloween|男僵尸,男行尸走肉
🧟‍♀️|woman zombie,apocalypse,dead,halloween|女僵尸,女行尸走肉
🧌|troll,fairy,fantasy,monster|穴居巨怪,幻想,怪兽,怪物
💆|person getting massage,face,headache,relax|按摩,享受按摩的人,头痛,放松
💆‍♂️|man getting massage,face,headache,relax|男生按摩,头痛,脸
💆‍♀️|woman getting massage,face,headache,relax|女生按摩
💇|person getting haircut,barber,beauty,chop|理发,剪头,发型,理发师
💇‍♂️|man getting haircut,barber,beauty,chop|男生理发,剪头
💇‍♀️|woman getting haircut,barber,beauty,chop|女生理发,剪头
🚶|person walking,amble,gait,hike|行人,压马路,徒步,散步
🚶‍♂️|man walking,amble,gait,hike|男行人,徒步,走路
🚶‍♀️|woman walking,amble,gait,hike|女行人,徒步,漫步,缓行
🧍|person standing|站立者,人物,站着,站着的人
🧍‍♂️|man standing|站立的男人,站着
🧍‍♀️|woman standing|站立的女人,站着
🧎|person kneeling,knees|下跪者,跪下,跪坐
🧎‍♂️|man kneeling,knees|跪下的男人,下跪,跪坐
🧎‍♀️|woman kneeling,knees|跪下的女人,下跪,跪坐
🧑‍🦯|person with white cane,accessibility,blind,probing|拄盲杖的人,无障碍
👨‍🦯|man with white cane,accessibility,blind,probing|拄盲杖的男人,拐杖,无障碍,男子
👩‍🦯|woman with white cane,accessibility,blind,probing|拄盲杖的女人,女性,拐杖,无障碍
🧑‍🦼|person in motorized wheelchair,accessibility|坐电动轮椅的人,无障碍
👨‍🦼|man in motorized wheelchair,accessibility|坐电动轮椅的男人,无障碍,男子
👩‍🦼|woman in motorized wheelchair,accessibility|坐电动轮椅的女人,女子,无障碍
🧑‍🦽|person in manual wheelchair,accessibility|坐手动轮椅的人,无障碍
👨‍🦽|man in manual wheelchair,accessibility|坐手动轮椅的男人,无障碍,男子
👩‍🦽|woman in manual wheelchair,accessibility|坐手动轮椅的女人,女子,无障碍
🏃|person running,fast,hurry,marathon|跑步者,匆忙,向前冲,奔跑
🏃‍♂️|man running,fast,hurry,marathon|男生跑步,马拉松
🏃‍♀️|woman running,fast,hurry,marathon|女生跑步,冲刺,比赛,马拉松
💃|woman dancing,dance,dancer,elegant|跳舞的女人,优雅,佛拉门戈,女舞者
🕺|man dancing,dance,dancer,elegant|跳舞的男人,佛拉门戈,男舞者,舞者
🕴️|person in suit levitating,business|西装革履的人,商务,正装,男
👯|people with bunny ears,bestie,bff,counterpart|戴兔耳朵的人,兔子服,双人舞,双胞胎
👯‍♂️|men with bunny ears,bestie,bff,counterpart|兔先生,兔耳朵,同好,永远的好朋友
👯‍♀️|women with bunny ears,bestie,bff,counterpart|兔女郎,兔耳朵,女生派对,派对
🧖|person in steamy room,day,luxurious,pamper|蒸房里的人,在桑拿间的人,放松,桑拿
🧖‍♂️|man in steamy room,day,luxurious,pamper|蒸房里的男人,桑拿,男性桑拿
🧖‍♀️|woman in steamy room,day,luxurious,pamper|蒸房里的女人,女性桑拿,桑拿
🧗|person climbing,climber,mountain,rock|攀爬的人,向上爬的人,攀岩,攀岩者
🧗‍♂️|man climbing,climber,mountain,rock|攀爬的男人,登山者
🧗‍♀️|woman climbing,climber,mountain,rock|攀爬的女人,登山者
🤺|person fencing,fencer,sword|击剑选手,人,体育
🏇|horse racing,jockey,racehorse,riding|赛马,三冠,赛马骑师,骑师
⛷️|skier,snow|滑雪的人
🏂|snowboarder,ski,sport|滑雪板,单板,单板滑雪
🏌️|person golfing,ball,birdie,caddy|打高尔夫的人,pga,小鸟球,推杆进球
🏌️‍♂️|man golfing,ball,birdie,caddy|男生打高尔夫
🏌️‍♀️|woman golfing,ball,birdie,caddy|女生打高尔夫,高尔夫练球场
🏄|person surfing,beach,ocean,sport|冲浪,冲浪的人,冲浪者,波浪
🏄‍♂️|man surfing,beach,ocean,sport|男生冲浪
🏄‍♀️|woman surfing,beach,ocean,person|女生冲浪,海滩
🚣|person rowing boat,canoe,cruise,fishing|划艇,划桨,划船运动,木筏
🚣‍♂️|man rowing boat,canoe,cruise,fishing|男生划船,划艇
🚣‍♀️|woman rowing boat,canoe,cruise,fishing|女生划船,划艇
🏊|person swimming,freestyle,sport,swimmer|游泳,游泳的人,游泳者,自由泳
🏊‍♂️|man swimming,freestyle,sport,swimmer|男生游泳
🏊‍♀️|woman swimming,freestyle,sport,swimmer|女生游泳
⛹️|person bouncing ball,athletic,basketball,championship|玩球,体育,全网无阻,打球
⛹️‍♂️|man bouncing ball,athletic,basketball,championship|男生玩球
⛹️‍♀️|woman bouncing ball,athletic,basketball,championship|女生玩球,女生打篮球,游戏,篮球
🏋️|person lifting weights,barbell,bodybuilder,deadlift|举重,举重的人,举重运动员,举铁
🏋️‍♂️|man lifting weights,barbell,bodybuilder,deadlift|男生举重
🏋️‍♀️|woman lifting weights,barbell,bodybuilder,deadlift|女生举重,训练
🚴|person biking,bicycle,bicyclist,bike|骑自行车,单车,脚踏车,自行车赛
🚴‍♂️|man biking,bicycle,bicyclist,bike|男生骑自行车,单车,骑车
🚴‍♀️|woman biking,bicycle,bicyclist,bike|女生骑自行车,单车,女生骑车,骑车
🚵|person mountain biking,bicycle,bicyclist,bike|骑山地车,体育竞技,单车,山地自行车
🚵‍♂️|man mountain biking,bicycle,bicyclist,bike|男生骑山地车,单车,自行车,骑山地车的人
🚵‍♀️|woman mountain biking,bicycle,bicyclist,bike|女生骑山地车,单车,自行车,骑车
🤸|person cartwheeling,active,excited,flip|侧手翻,人,体操,体育
🤸‍♂️|man cartwheeling,active,excited,flip|男生侧手翻,体操,兴奋,快乐
🤸‍♀️|woman cartwheeling,active,excited,flip|女生侧手翻,体操,兴奋,女子侧手翻
🤼|people wrestling,combat,duel,grapple|摔跤选手,人,体育,对决
🤼‍♂️|men wrestling,combat,duel,grapple|男生摔跤,对决,打架,搏斗
🤼‍♀️|women wrestling,combat,duel,grapple|女生摔跤,女子摔跤,对决,打架
🤽|person playing water polo,sport,swimming,waterpolo|水球,人,体育,水上足球
🤽‍♂️|man playing water polo,sport,swimming,waterpolo|男生玩水球,水上足球,水上运动,游泳
🤽‍♀️|woman playing water polo,sport,swimming,waterpolo|女生玩水球,女子玩水球,水上足球,水上运动
🤾|person playing handball,athletics,catch,chuck|手球,人,体育,投
🤾‍♂️|man playing handball,athletics,catch,chuck|男生玩手球,墙手球
🤾‍♀️|woman playing handball,athletics,catch,chuck|女生玩手球,女子玩手球,扔,投球
🤹|person juggling,act,balance,balancing|抛接杂耍,一心多用,人,平衡
🤹‍♂️|man juggling,act,balance,balancing|男生抛接杂耍,一心多用,平衡艺术,抛接球
🤹‍♀️|woman juggling,act,balance,balancing|女生抛接杂耍,杂技,颠球
🧘|person in lotus position,cross,legged,legs|盘腿的人,冥想,放松,沉思
🧘‍♂️|man in lotus position,cross,legged,legs|盘腿的男人,和尚,瑜伽男
🧘‍♀️|woman in lotus position,cross,legged,legs|盘腿的女人,尼姑,比丘尼,瑜伽女
🛀|person taking bath,bathtub,tub|洗澡的人,浴盆,浴缸,澡盆
🛌|person in bed,bedtime,good,goodnight|躺在床上的人,入睡,夜里,宾馆
🧑‍🤝‍🧑|people holding hands,bae,bestie,bff|手拉手的两个人,两个人手牵手,情侣,手牵手的人
👭|women holding hands,bae,bestie,bff|手拉手的两个女人,好朋友,情侣,朋友
👫|woman and man holding hands,bae,bestie,bff|手拉手的一男一女,情侣,相恋
👬|men holding hands,bae,bestie,bff|手拉手的两个男人,双子座,情侣,朋友
💏|kiss,anniversary,babe,bae|亲吻,宝贝,情侣,接吻
👩‍❤️‍💋‍👨|kiss: woman man,anniversary,babe,bae|亲吻: 女人男人,宝贝,情侣,接吻
👨‍❤️‍💋‍👨|kiss: man man,anniversary,babe,bae|亲吻: 男人男人,宝贝,情侣,接吻
👩‍❤️‍💋‍👩|kiss: woman woman,anniversary,babe,bae|亲吻: 女人女人,宝贝,情侣,接吻
💑|couple with heart,anniversary,babe,bae|情侣,恋爱,浪漫,红心
👩‍❤️‍👨|couple with heart: woman man,anniversary,babe,bae|情侣: 女人男人,恋爱,浪漫,红心
👨‍❤️‍👨|couple with heart: man man,anniversary,babe,bae|情侣: 男人男人,恋爱,浪漫,红心
👩‍❤️‍👩|couple with heart: woman woman,anniversary,babe,bae|情侣: 女人女人,恋爱,浪漫,红心
👨‍👩‍👦|family: man woman boy,child|家庭: 男人女人男孩,亲子,父母和儿子
👨‍👩‍👧|family: man woman girl,child|家庭: 男人女人女孩,亲子,父母和儿子
👨‍👩‍👧‍👦|family: man woman girl boy,child|家庭: 男人女人女孩男孩,亲子,父母和儿子
👨‍👩‍👦‍👦|family: man woman boy boy,child|家庭: 男人女人男孩男孩,亲子,父母和儿子
👨‍👩‍👧‍👧|family: man woman girl girl,child|家庭: 男人女人女孩女孩,亲子,父母和儿子
👨‍👨‍👦|family: man man boy,child|家庭: 男人男人男孩,亲子,父母和儿子
👨‍👨‍👧|family: man man girl,child|家庭: 男人男人女孩,亲子,父母和儿子
👨‍👨‍👧‍👦|family: man man girl boy,child|家庭: 男人男人女孩男孩,亲子,父母和儿子
👨‍👨‍👦‍👦|family: man man boy boy,child|家庭: 男人男人男孩男孩,亲子,父母和儿子
👨‍👨‍👧‍👧|family: man man girl girl,child|家庭: 男人男人女孩女孩,亲子,父母和儿子
👩‍👩‍👦|family: woman woman boy,child|家庭: 女人女人男孩,亲子,父母和儿子
👩‍👩‍👧|family: woman woman girl,child|家庭: 女人女人女孩,亲子,父母和儿子
👩‍👩‍👧‍👦|family: woman woman girl boy,child|家庭: 女人女人女孩男孩,亲子,父母和儿子
👩‍👩‍👦‍👦|family: woman woman boy boy,child|家庭: 女人女人男孩男孩,亲子,父母和儿子
👩‍👩‍👧‍👧|family: woman woman girl girl,child|家庭: 女人女人女孩女孩,亲子,父母和儿子
👨‍👦|family: man boy,child|家庭: 男人男孩,亲子,父母和儿子
👨‍👦‍👦|family: man boy boy,child|家庭: 男人男孩男孩,亲子,父母和儿子
👨‍👧|family: man girl,child|家庭: 男人女孩,亲子,父母和儿子
👨‍👧‍👦|family: man girl boy,child|家庭: 男人女孩男孩,亲子,父母和儿子
👨‍👧‍👧|family: man girl girl,child|家庭: 男人女孩女孩,亲子,父母和儿子
👩‍👦|family: woman boy,child|家庭: 女人男孩,亲子,父母和儿子
👩‍👦‍👦|family: woman boy boy,child|家庭: 女人男孩男孩,亲子,父母和儿子
👩‍👧|family: woman girl,child|家庭: 女人女孩,亲子,父母和儿子
👩‍👧‍👦|family: woman girl boy,child|家庭: 女人女孩男孩,亲子,父母和儿子
👩‍👧‍👧|family: woman girl girl,child|家庭: 女人女孩女孩,亲子,父母和儿子
🗣️|speaking head,face,silhouette|说话,剪影,头,脸
👤|bust in silhouette,mysterious,shadow|人像,剪影,半身,半身像
👥|busts in silhouette,bff,everyone,friend|双人像,剪影,半身,半身像
🫂|people hugging,comfort,embrace,farewell|人的拥抱,再见,友谊,告别
👪|family,child|家庭,亲子,父母和儿子
👣|footprints,barefoot,clothing,omw|脚印,在路上,赤脚,足迹
`,
  animals: `
🐵|monkey face,animal,banana|猴头,动物,猴子
🐒|monkey,animal,banana|猴子
🦍|gorilla,animal|大猩猩,动物
🦧|orangutan,animal,ape,monkey|红毛猩猩,动物,猴,猴子
🐶|dog face,adorbs,animal,pet|狗脸,宠物,小狗,汪星人
🐕|dog,animal,animals,dogs|狗,动物,宠物,小狗
🦮|guide dog,accessibility,animal,blind|导盲犬,指引,无障碍,盲人
🐕‍🦺|service dog,accessibility,animal,assistance|服务犬,工作犬,无障碍,狗
🐩|poodle,animal,dog,fluffy|贵宾犬,卷毛狗,毛茸茸,狗
🐺|wolf,animal,face|狼,头,狼头,脸
🦊|fox,animal,face|狐狸,动物,头,狐狸的脸
🦝|raccoon,animal,curious,sly|浣熊,动物,好奇,淘气
🐱|cat face,animal,kitten,kitty|猫脸,宠物,猫咪
🐈|cat,animal,animals,cats|猫,宠物,小猫
🐈‍⬛|black cat,animal,feline,halloween|黑猫,万圣节,不吉利,动物
🦁|lion,alpha,animal,face|狮子,狮子头,狮子座,脸
🐯|tiger face,animal,big,cat|老虎头,森林之王,脸
🐅|tiger,animal,big,cat|老虎,动物园
🐆|leopard,animal,big,cat|豹子,动物,猎豹
🐴|horse face,animal,dressage,equine|马头,盛装舞步
🫎|moose,alces,animal,antlers|驼鹿,动物,哺乳动物,鹿角
🫏|donkey,animal,ass,burro|驴,倔强,动物,哺乳动物
🐎|horse,animal,equestrian,farm|马,动物,比赛,赛马
🦄|unicorn,face|独角兽,头,独角兽头,脸
🦓|zebra,animal,stripe|斑马,条纹
🦌|deer,animal|鹿,动物
🦬|bison,animal,buffalo,herd|大野牛,动物,欧洲野牛,水牛
🐮|cow face,animal,farm,milk|奶牛头,乳牛,母牛,脸
🐂|ox,animal,animals,bull|公牛,金牛座,黄道十二宫
🐃|water buffalo,animal,zoo|水牛
🐄|cow,animal,animals,farm|奶牛,乳牛
🐷|pig face,animal,bacon,farm|猪头,八戒,脸
🐖|pig,animal,bacon,farm|猪,培根,猪肉
🐗|boar,animal,pig|野猪,动物
🐽|pig nose,animal,face,farm|猪鼻子,脸,闻
🐏|ram,animal,aries,horns|公羊,白羊座,雄性,黄道十二宫
🐑|ewe,animal,baa,farm|母羊,咩,毛茸茸,绵羊
🐐|goat,animal,capricorn,farm|山羊,摩羯座,黄道十二宫
🐪|camel,animal,desert,dromedary|骆驼,单峰,单峰驼,沙漠
🐫|two-hump camel,animal,bactrian,desert|双峰骆驼,沙漠
🦙|llama,alpaca,animal,guanaco|美洲鸵,动物,原驼,小羊驼
🦒|giraffe,animal,spots|长颈鹿,斑点
🐘|elephant,animal|大象,动物
🦣|mammoth,animal,extinction,large|猛犸,动物,大型,有绒毛的
🦏|rhinoceros,animal|犀牛,动物
🦛|hippopotamus,animal|河马,动物
🐭|mouse face,animal|老鼠头
🐁|mouse,animal,animals|老鼠,耗子
🐀|rat,animal|耗子,鼠
🐹|hamster,animal,face,pet|仓鼠,仓鼠头,啮齿,头
🐰|rabbit face,animal,bunny,pet|兔子头,兔宝宝,宠物
🐇|rabbit,animal,bunny,pet|兔子,动物
🐿️|chipmunk,animal,squirrel|松鼠,花栗鼠,金花鼠
🦫|beaver,animal,dam,teeth|海狸,动物,大板牙,母畜
🦔|hedgehog,animal,spiny|刺猬,多刺
🦇|bat,animal,vampire|蝙蝠,吸血鬼
🐻|bear,animal,face,grizzly|熊,低吼,头,灰熊
🐻‍❄️|polar bear,animal,arctic,white|北极熊,白色
🐨|koala,animal,australia,bear|考拉,动物,有袋类动物,树袋熊
🐼|panda,animal,bamboo,face|熊猫,头,熊猫脸,猫熊
🦥|sloth,lazy,slow|树懒,慢,爬树,迟缓
🦦|otter,animal,fishing,playful|水獭,动物,好玩,捕鱼
🦨|skunk,animal,stink|臭鼬,熏
🦘|kangaroo,animal,joey,jump|袋鼠,动物,小袋鼠,有袋目动物
🦡|badger,animal,honey,pester|獾,动物,打扰,纠缠
🐾|paw prints,feet,paws|爪印,爪子,足迹
🦃|turkey,bird,gobble,thanksgiving|火鸡,感恩节
🐔|chicken,animal,bird,ornithology|鸡,动物
🐓|rooster,animal,bird,ornithology|公鸡,动物
🐣|hatching chick,animal,baby,bird|小鸡破壳
🐤|baby chick,animal,bird,ornithology|小鸡
🐥|front-facing baby chick,animal,bird,newborn|正面朝向的小鸡
🐦|bird,animal,ornithology|鸟,动物,鸟类学
🐧|penguin,animal,antarctica,bird|企鹅,南极,南极洲
🕊️|dove,bird,fly,ornithology|鸽,和平,和平象征,飞翔
🦅|eagle,animal,bird,ornithology|鹰,老鹰,鸟
🦆|duck,animal,bird,ornithology|鸭子,鸟
🦢|swan,animal,bird,cygnet|天鹅,丑小鸭,动物,小天鹅
🦉|owl,animal,bird,ornithology|猫头鹰,睿智,鸟
🦤|dodo,animal,bird,extinction|渡渡鸟,动物,灭绝
🪶|feather,bird,flight,light|羽毛,轻,飞,鸟
🦩|flamingo,animal,bird,flamboyant|火烈鸟,华丽,热带,红鹳
🦚|peacock,animal,bird,colorful|孔雀,卖弄,招摇,色彩缤纷
🦜|parrot,animal,bird,ornithology|鹦鹉,剽窃,模仿,说话
🪽|wing,angelic,ascend,aviation|翅膀,升天,天使,天使的
🐦‍⬛|black bird,animal,beak,caw|黑色的鸟,乌鸦,动物,喙
🪿|goose,animal,bird,duck|鹅,傻,傻瓜,动物
🐸|frog,animal,face|青蛙,动物,头,脸
🐊|crocodile,animal,zoo|鳄鱼
🐢|turtle,animal,terrapin,tortoise|龟,乌龟,海龟,陆龟
🦎|lizard,animal,reptile|蜥蜴,爬行动物
🐍|snake,animal,bearer,ophiuchus|蛇,持票人,狡猾的人,蛇夫座
🐲|dragon face,animal,fairy,fairytale|龙头,神话,童话
🐉|dragon,animal,fairy,fairytale|龙,中国,权力的游戏
🦕|sauropod,brachiosaurus,brontosaurus,dinosaur|蜥蜴类,万龙属,恐龙,梁龙
🦖|t-rex,dinosaur,rex,t|霸王龙,恐龙,暴龙,暴龙君主
🐳|spouting whale,animal,beach,face|喷水的鲸
🐋|whale,animal,beach,ocean|鲸鱼
🐬|dolphin,animal,beach,flipper|海豚,鸭脚板
🦭|seal,animal,lion,ocean|海豹,动物,海洋,海狮
🐟|fish,animal,dinner,fishes|鱼,双鱼座,星座,黄道十二宫
🐠|tropical fish,animal,fishes|热带鱼
🐡|blowfish,animal|河豚,鱼
🦈|shark,animal,fish|鲨鱼
🐙|octopus,animal,creature,ocean|章鱼,八爪
🐚|spiral shell,animal,beach,conch|海螺,螺旋
🪸|coral,change,climate,ocean|珊瑚,气候变化,海洋,珊瑚礁
🪼|jellyfish,animal,aquarium,burn|水母,刺毛,动物,发光
🦀|crab,cancer,zodiac|蟹,巨蟹座,螃蟹,黄道十二宫
🦞|lobster,animal,bisque,claws|龙虾,浓汤,海鲜,红龙虾
🦐|shrimp,food,shellfish,small|虾,甲壳,贝类水产,食物
🦑|squid,animal,food,mollusk|乌贼,墨鱼,软体动物,食物
🦪|oyster,diving,pearl|牡蛎,海鲜,珍珠,生蚝
🐌|snail,animal,escargot,garden|蜗牛,法国蜗牛
🦋|butterfly,insect,pretty|蝴蝶,昆虫,漂亮,美丽
🐛|bug,animal,garden,insect|毛毛虫,昆虫
🐜|ant,animal,garden,insect|蚂蚁
🐝|honeybee,animal,bumblebee,insect|蜜蜂,勤劳,昆虫,蜂蜜
🪲|beetle,animal,bug,insect|甲虫,动物,昆虫,虫子
🐞|lady beetle,animal,garden,insect|瓢虫,昆虫,母
🦗|cricket,animal,bug,grasshopper|蟋蟀,昆虫,蚱蜢,蛐蛐
🪳|cockroach,animal,insect,pest|蟑螂,动物,害虫,小强
🕷️|spider,animal,insect|蜘蛛,昆虫
🕸️|spider web|蜘蛛网
🦂|scorpion,scorpius,zodiac|蝎子,天蝎宫,天蝎座,黄道十二宫
🦟|mosquito,bite,disease,fever|蚊子,发烧,发热,昆虫
🪰|fly,animal,disease,insect|苍蝇,动物,害虫,疾病
🪱|worm,animal,annelid,earthworm|蠕虫,动物,寄生虫,环节动物
🦠|microbe,amoeba,bacteria,science|细菌,变形虫,病毒,科学
💐|bouquet,anniversary,birthday,date|花束,周年纪念,生日,罗曼史
🌸|cherry blossom,flower,plant,spring|樱花
💮|white flower|白花
🪷|lotus,beauty,buddhism,calm|莲花,佛教,印度教,幽静
🏵️|rosette,plant|圆形花饰,光荣花,植物,花圈
🌹|rose,beauty,elegant,flower|玫瑰,优雅,红玫瑰,花
🥀|wilted flower,dying|枯萎的花,凋谢
🌺|hibiscus,flower,plant|芙蓉,木槿,植物,花
🌻|sunflower,outdoors,plant|向日葵,太阳,太阳花,花
🌼|blossom,buttercup,dandelion,flower|开花,蒲公英
🌷|tulip,blossom,flower,growth|郁金香,开花,花
🪻|hyacinth,bloom,bluebonnet,flower|风信子,春天,植物,灌木
🌱|seedling,plant,sapling,sprout|幼苗,发芽,芽
🪴|potted plant,decor,grow,house|盆栽植物,培育,房子,枯燥
🌲|evergreen tree,christmas,forest,pine|松树,圣诞树,常青树
🌳|deciduous tree,forest,green,habitat|落叶树,落叶植物
🌴|palm tree,beach,plant,tropical|棕榈树,热带
🌵|cactus,desert,drought,nature|仙人掌,干旱,植物,沙漠
🌾|sheaf of rice,ear,grain,grains|稻子,米,粮食,谷物
🌿|herb,leaf,plant|药草,草药,香草
☘️|shamrock,irish,plant|三叶草,爱尔兰,苜蓿,酢浆草
🍀|four leaf clover,4,four-leaf,irish|四叶草,幸运,爱尔兰的
🍁|maple leaf,falling|枫叶,树叶,秋叶,落叶
🍂|fallen leaf,autumn,falling|落叶,秋
🍃|leaf fluttering in wind,blow|风吹叶落,叶子,树叶,随风飘舞
🪹|empty nest,branch,home,nesting|空巢,家,树枝,筑巢
🪺|nest with eggs,bird,branch,nesting|有蛋的巢,树枝,筑巢,鸟
🍄|mushroom,fungus,toadstool|蘑菇,毒蕈,真菌
`,
  food: `
🍇|grapes,dionysus,fruit|葡萄,水果
🍈|melon,cantaloupe,fruit|甜瓜,哈密瓜,水果,蜜瓜
🍉|watermelon,fruit|西瓜,水果
🍊|tangerine,c,citrus,fruit|橘子,柑桔,柑橘,桔子
🍋|lemon,citrus,fruit,sour|柠檬,柑橘,水果,酸
🍌|banana,fruit,potassium|香蕉,水果,钾
🍍|pineapple,colada,fruit,pina|菠萝,水果,热带
🥭|mango,food,fruit,tropical|芒果,水果,热带,食物
🍎|red apple,diet,food,fruit|红苹果,健康,水果,熟
🍏|green apple,fruit|青苹果,水果
🍐|pear,fruit|梨,水果
🍑|peach,fruit|桃,水果
🍒|cherries,berries,cherry,fruit|樱桃,水果
🍓|strawberry,fruit|草莓,水果,浆果
🫐|blueberries,berry,bilberry,blueberry|蓝莓,水果,浆果,越桔
🥝|kiwi fruit,food|猕猴桃,奇异果,水果,食物
🍅|tomato,food,fruit,vegetable|西红柿,水果,番茄,蔬菜
🫒|olive,food|橄榄,食物
🥥|coconut,colada,palm,piña|椰子,棕榈,菠萝椰子兰姆酒
🥑|avocado,food,fruit|鳄梨,水果,牛油果,酪梨
🍆|eggplant,aubergine,vegetable|茄子,蔬菜
🥔|potato,food,vegetable|土豆,蔬菜,食物,马铃薯
🥕|carrot,food,vegetable|胡萝卜,蔬菜,食物
🌽|ear of corn,crops,farm,maize|玉米,农作物,包谷,苞米
🌶️|hot pepper|红辣椒
🫑|bell pepper,capsicum,food,vegetable|灯笼椒,蔬菜,辣椒,青椒
🥒|cucumber,food,pickle,vegetable|黄瓜,泡菜,腌菜,蔬菜
🥬|leafy green,bok,burgers,cabbage|绿叶蔬菜,卷心菜,圆白菜,小白菜
🥦|broccoli,cabbage,wild|西兰花,甘蓝,野生卷心菜
🧄|garlic,flavoring|蒜,佐料,大蒜,蒜头
🧅|onion,flavoring|洋葱,佐料,调味
🥜|peanuts,food,vegetable|花生,坚果,蔬菜,食物
🫘|beans,food,kidney,legume|豆,肾,豆子,豆类
🌰|chestnut,almond,plant|栗子,杏仁
🫚|ginger root,beer,health,herb|姜,健康,啤酒,天然
🫛|pea pod,beans,beanstalk,edamame|豌豆荚,大豆,毛豆,素食者
🍞|bread,carbs,food,grain|面包,一条面包,全麦面包,小麦
🥐|croissant,bread,breakfast,crescent|羊角面包,新月形面包,法式,牛角面包
🥖|baguette bread,food,french|法式长棍面包,法式长条面包,食物
🫓|flatbread,arepa,food,gordita|扁面包,圆盘状烤饼,玉米饼,皮塔饼
🥨|pretzel,convoluted,twisted|椒盐卷饼,弯曲,扭曲食品,盘绕
🥯|bagel,bakery,bread,breakfast|面包圈,奶酪酱,早餐,烘烤食品
🥞|pancakes,breakfast,crêpe,food|烙饼,煎饼,薄煎饼,薄饼
🧇|waffle,breakfast,indecisive,iron|华夫饼,松饼,格子饼,点心
🧀|cheese wedge|芝士,奶酪,起司
🍖|meat on bone|排骨,带骨的肉,肉
🍗|poultry leg,bone,chicken,drumstick|家禽的腿,火鸡,饿,骨
🥩|cut of meat,chop,lambchop,porkchop|肉块,排骨,牛排,猪排
🥓|bacon,breakfast,food,meat|培根,烟肉,熏肉,肉
🍔|hamburger,eat,fast,food|汉堡,吃,汉堡包,速食
🍟|french fries,fast,food|薯条,快餐,油炸,食物
🍕|pizza,cheese,food,hungry|披萨,一片比萨,比萨,比萨饼
🌭|hot dog,frankfurter,hotdog,sausage|热狗,香肠
🥪|sandwich,bread|三明治,面包
🌮|taco,mexican|墨西哥卷饼,墨西哥玉米卷,玉米卷饼
🌯|burrito,mexican,wrap|墨西哥玉米煎饼,卷饼,墨西哥卷饼
🫔|tamale,food,mexican,pamonha|墨西哥粽子,墨西哥饼,巴西粽,食物
🥙|stuffed flatbread,falafel,food,gyro|夹心饼,大饼,沙拉三明治,炸豆丸子
🧆|falafel,chickpea,meatball|炸豆丸子,中东蔬菜球,油炸鹰嘴豆饼,肉丸
🥚|egg,breakfast,food|蛋,食物
🍳|cooking,breakfast,easy,egg|煎蛋,一面老一面嫩的煎蛋,做菜,只煎一面老
🥘|shallow pan of food,casserole,paella|装有食物的浅底锅,平底锅,炖菜,炖锅
🍲|pot of food,soup,stew|一锅食物,炖菜
🫕|fondue,cheese,chocolate,food|奶酪火锅,奶酪锅,巧克力,煮
🥣|bowl with spoon,breakfast,cereal,congee|碗勺,早餐,燕麦,燕麦粥
🥗|green salad,food|绿色沙拉,绿色蔬菜,食物
🍿|popcorn,movie|爆米花,看电影
🧈|butter,dairy|黄油,乳制品,牛奶
🧂|salt,condiment,flavor,mad|盐,佐料瓶,味道,咸
🥫|canned food|罐头食品
🍱|bento box,food|盒饭,便当,便当盒,食物
🍘|rice cracker,food|米饼,米果,食物
🍙|rice ball,food,japanese|饭团,日式饭团,日本,米
🍚|cooked rice,food|米饭,主食,食物
🍛|curry rice,food|咖喱饭,食物
🍜|steaming bowl,chopsticks,food,noodle|面条,拉面,河粉,热气腾腾
🍝|spaghetti,food,meatballs,pasta|意粉,意大利面,意面,肉丸
🍠|roasted sweet potato,food|烤红薯,地瓜,烤地瓜,食物
🍢|oden,food,kebab,restaurant|关东煮,串,卡博,海鲜
🍣|sushi,food|寿司,食物
🍤|fried shrimp,prawn,tempura|天妇罗,对虾,油炸,炸虾
🍥|fish cake with swirl,food,pastry,restaurant|鱼板,鱼饼
🥮|moon cake,autumn,festival,yuèbǐng|月饼,中秋节,秋,秋天
🍡|dango,dessert,japanese,skewer|团子,串,和果子,日本
🥟|dumpling,empanada,gyōza,jiaozi|饺子,恩潘纳达,水饺,波兰饺子
🥠|fortune cookie,prophecy|幸运饼干,签餅,算命,预言
🥡|takeout box,chopsticks,delivery,food|外卖盒,中式外卖,外卖包装,外卖桶
🍦|soft ice cream,dessert,food,icecream|圆筒冰激凌,冰淇淋,圆筒冰淇淋,甜
🍧|shaved ice,dessert,restaurant,sweet|刨冰,冰沙,沙冰,甜
🍨|ice cream,dessert,food,restaurant|冰淇淋,冰激凌,奶油,甜
🍩|doughnut,breakfast,dessert,donut|甜甜圈,甜点,食物
🍪|cookie,chip,chocolate,dessert|饼干,巧克力片,曲奇,曲奇饼
🎂|birthday cake,bday,celebration,dessert|生日蛋糕,庆祝,甜,甜点
🍰|shortcake,dessert,pastry,slice|水果蛋糕,一片蛋糕,奶油,奶油酥饼
🧁|cupcake,bakery,dessert,sprinkles|纸杯蛋糕,烘焙食品,甜点,请客
🥧|pie,apple,filling,fruit|派,一片派,南瓜派,水果派
🍫|chocolate bar,candy,dessert,halloween|巧克力,万圣节,巧克力棒,甜
🍬|candy,cavities,dessert,halloween|糖,万圣节,嗜甜食,爱吃甜食
🍭|lollipop,candy,dessert,food|棒棒糖,果子,甜,糖果
🍮|custard,dessert,pudding,sweet|奶黄,卡士达,甜点,蛋奶冻
🍯|honey pot,barrel,bear,food|蜂蜜,小熊维尼,桶,甜
🍼|baby bottle,babies,birth,born|奶瓶,婴儿,新生儿
🥛|glass of milk,drink|一杯奶,喝,牛奶
☕|hot beverage,cafe,caffeine,chai|热饮,咖啡,早晨,星巴克
🫖|teapot,brew,drink,food|茶壶,冲泡,食物
🍵|teacup without handle,beverage,drink,oolong|热茶,乌龙茶,无柄茶杯,杯
🍶|sake,bar,beverage,bottle|清酒,喝酒,清酒杯,清酒瓶
🍾|bottle with popping cork,bar,drink|开香槟,喝酒,庆祝,木塞
🍷|wine glass,alcohol,bar,beverage|葡萄酒,俱乐部,喝酒,酒吧
🍸|cocktail glass,alcohol,bar,booze|鸡尾酒,俱乐部,喝酒,杯
🍹|tropical drink,alcohol,bar,booze|热带水果饮料,俱乐部,喝酒,热带饮料
🍺|beer mug,alcohol,ale,bar|啤酒,啤酒节,喝酒,杯
🍻|clinking beer mugs,alcohol,bar,booze|干杯,啤酒,喝酒,碰杯
🥂|clinking glasses,celebrate,drink|碰杯,喝,干杯,庆祝
🥃|tumbler glass,liquor,scotch,shot|平底杯,一杯威士忌,威士忌,平底无脚杯
🫗|pouring liquid,accident,drink,empty|倾倒液体,倒出,洒出,流出
🥤|cup with straw,drink,juice,malt|带吸管杯,带吸管的杯子,果汁,水
🧋|bubble tea,boba,food,milk|珍珠奶茶,泡泡,牛奶,茶饮
🧃|beverage box,juice,straw,sweet|饮料盒,吸管,果汁,果汁盒
🧉|mate,drink|马黛茶,饮料
🧊|ice,cold,cube,iceberg|冰块,冰冷,冰山,冷
🥢|chopsticks,hashi,jeotgarak,kuaizi|筷子,箸
🍽️|fork and knife with plate,cooking,dinner,eat|餐具,做菜,刀,刀叉与盘
🍴|fork and knife,breakfast,breaky,cooking|刀叉,中餐,午餐,吃
🥄|spoon,eat,tableware|匙,勺,勺子,匙子
🔪|kitchen knife,chef,cooking,hocho|菜刀,主厨,武器,烹饪
🫙|jar,condiment,container,empty|罐,容器,瓶子,空
🏺|amphora,aquarius,cooking,drink|双耳瓶,壶,水瓶,罐
`,
  travel: `
🌍|globe showing europe-africa,africa,earth,europe|地球上的欧洲非洲,世界
🌎|globe showing americas,americas,earth,world|地球上的美洲,世界,全球
🌏|globe showing asia-australia,asia,asia-australia,australia|地球上的亚洲澳洲,世界,亚澳,全球
🌐|globe with meridians,earth,internet,web|带经纬线的地球,世界,全球,子午线
🗺️|world map|世界地图
🗾|map of japan,japan|日本地图
🧭|compass,direction,magnetic,navigation|指南针,定向,导航,方向
🏔️|snow-capped mountain,cold|雪山,冷,泠,雪封山头
⛰️|mountain|山,峰
🌋|volcano,eruption,mountain,nature|火山,喷发,大自然,爆发
🗻|mount fuji,mountain,nature|富士山,大自然
🏕️|camping|露营,帐篷
🏖️|beach with umbrella|沙滩伞,有伞的海滩,海滩,阳伞
🏜️|desert|沙漠,荒漠
🏝️|desert island|无人荒岛,沙滩孤岛,沙漠
🏞️|national park|国家公园,自然,风景
🏟️|stadium|体育馆,竞技场
🏛️|classical building|古典建筑,古建筑
🏗️|building construction,crane|施工,兴建,建筑施工
🧱|brick,bricks,clay,mortar|砖,墙,砂浆,黏土
🪨|rock,boulder,heavy,solid|岩石,固体,坚不可摧,巨石
🪵|wood,log,lumber,timber|木头,原木,圆木,木材
🛖|hut,home,house,roundhouse|小屋,圆屋,家,茅屋
🏘️|houses|房屋建筑,住宅,小区,房子
🏚️|derelict house,home|废墟,废屋,荒宅,荒废
🏠|house,building,country,heart|房子,乡村家园,住家,家
🏡|house with garden,building,country,heart|别墅,乡村家园,住家,家
🏢|office building,city,cubical,job|办公楼,写字楼,建筑
🏣|japanese post office,building,japanese|日本邮局,建筑,邮便
🏤|post office,building,european|邮局,建筑,欧洲,欧洲邮局
🏥|hospital,building,doctor,medicine|医院,医生,医药,建筑
🏦|bank,building|银行,建筑
🏨|hotel,building|酒店,建筑,旅馆
🏩|love hotel,building|情人酒店,建筑,情人旅馆,情侣酒店
🏪|convenience store,24,building,hours|便利店,24 小时,商店,建筑
🏫|school,building|学校,建筑,教学楼
🏬|department store,building|商场,建筑,百货公司,百货商城
🏭|factory,building|工厂,建筑
🏯|japanese castle,building,japanese|日本城堡,建筑
🏰|castle,building,european|欧洲城堡,建筑
💒|wedding,chapel,hitched,nuptials|婚礼,教堂,浪漫,结婚
🗼|tokyo tower,tokyo|东京塔
🗽|statue of liberty,liberty,new,ny|自由女神像,塑像,纽约,雕塑
⛪|church,bless,chapel,christian|教堂,基督,基督教,宗教
🕌|mosque,islam,masjid,muslim|清真寺,伊斯兰,宗教,穆斯林
🛕|hindu temple|印度寺庙,佛寺,佛教,寺院
🕍|synagogue,jew,jewish,judaism|犹太教堂,会堂,宗教
⛩️|shinto shrine,religion|神社,宗教,日本,神道教
🕋|kaaba,hajj,islam,muslim|克尔白,伊斯兰,天房,宗教
⛲|fountain|喷泉
⛺|tent,camping|帐篷,露营
🌁|foggy|有雾,霾
🌃|night with stars|夜晚,星空,晚上
🏙️|cityscape|城市风光,都市,都市景观,高楼大厦
🌄|sunrise over mountains,morning|山顶日出,太阳,早晨,清晨
🌅|sunrise,morning,nature|日出,大自然,太阳,早晨
🌆|cityscape at dusk,building,evening,landscape|城市黄昏,夜晚,日落,都市
🌇|sunset,building,dusk|日落,夕阳
🌉|bridge at night|夜幕下的桥,晚上
♨️|hot springs,hotsprings,steaming|温泉,水,热气腾腾,蒸汽
🎠|carousel horse,entertainment|旋转木马,游乐园
🛝|playground slide,amusement,park,playing|游乐场滑梯,游乐园,玩,玩耍
🎡|ferris wheel,amusement,park,theme|摩天轮,游乐园
🎢|roller coaster,amusement,park,theme|过山车,游乐园
💈|barber pole,cut,fresh,haircut|理发店,旋转,柱,理发师
🎪|circus tent|马戏团帐篷
🚂|locomotive,caboose,engine,railway|蒸汽火车,守车,旅行,火车头
🚃|railway car,electric,train,tram|轨道车,旅行,电车,铁路
🚄|high-speed train,railway,shinkansen|高速列车,动车,新干线,火车
🚅|bullet train,high-speed,nose,railway|子弹头高速列车,动车,子弹列车,新干线
🚆|train,arrived,choo,railway|火车,到站,呜呜,铁路
🚇|metro,subway,travel|地铁,捷运
🚈|light rail,arrived,monorail,railway|轻轨,到站,单轨电车,火车
🚉|station,railway,train|车站,地铁,捷运,火车
🚊|tram,trolleybus|路面电车,捷运
🚝|monorail,vehicle|单轨,单轨电车,火车
🚞|mountain railway,car,trip|山区铁路,山地铁路,火车
🚋|tram car,bus,trolley,trolleybus|有轨电车,轨道
🚌|bus,school,vehicle|公交车,公共汽车,大巴
🚍|oncoming bus,cars|迎面驶来的公交车,公共汽车,大巴
🚎|trolleybus,tram|无轨电车,公共汽车
🚐|minibus,drive,van,vehicle|小巴,公共汽车,开车,移动房车
🚑|ambulance,emergency,vehicle|救护车,急救,车辆
🚒|fire engine,truck|消防车,救火车,火灾
🚓|police car,5–0,cops,patrol|警车,巡逻,檀岛警騎,汽车
🚔|oncoming police car|迎面驶来的警车,汽车,警察
🚕|taxi,cab,cabbie,car|出租车,小黄,开车,汽车
🚖|oncoming taxi,cab,cabbie,cars|迎面驶来的出租车,优步,叫车,小黄
🚗|automobile,car,driving,vehicle|汽车,开车,轿车
🚘|oncoming automobile,car,cars,drove|迎面驶来的汽车,开车,轿车,迎面而来
🚙|sport utility vehicle,car,drive,recreational|运动型多用途车,suv,休旅车,休闲车
🛻|pickup truck,automobile,car,flatbed|敞蓬小型载货卡车,交通工具,汽车,皮卡
🚚|delivery truck,car,drive,vehicle|货车,卡车,开车,送货
🚛|articulated lorry,car,drive,move|铰接式货车,卡车,拖车,搬运
🚜|tractor,vehicle|拖拉机
🏎️|racing car,zoom|赛车,汽车,疾驰,跑车
🏍️|motorcycle,racing|摩托车,赛车
🛵|motor scooter|小型摩托车,踏板车
🦽|manual wheelchair,accessibility|手动轮椅,无障碍
🦼|motorized wheelchair,accessibility|电动轮椅,无障碍
🛺|auto rickshaw,tuk|三轮摩托车,三脚鸡,三蹦子,嘟嘟车
🚲|bicycle,bike,class,cycling|自行车,单车,脚踏车,自行车骑士
🛴|kick scooter|滑板车
🛹|skateboard,skater,wheels|滑板,踩滑板
🛼|roller skate,blades,skates,sport|四轮滑冰鞋,旱冰,溜冰,溜冰鞋
🚏|bus stop,busstop|公交车站,公交站,公共汽车站
🛣️|motorway,highway,road|高速公路
🛤️|railway track,train|铁轨,火车,铁路
🛢️|oil drum|石油桶
⛽|fuel pump,diesel,fuelpump,gas|油泵,加油,加油站,柴油
🛞|wheel,car,circle,tire|车轮,圆圈,汽车,车辆
🚨|police car light,alarm,alert,beacon|警车灯,紧急,警报,警灯
🚥|horizontal traffic light,intersection,signal,stop|横向的红绿灯,交通灯,信号灯
🚦|vertical traffic light,drove,intersection,signal|纵向的红绿灯,交叉口,交通灯,信号灯
🛑|stop sign,octagonal|停止标志,八角形,八边形
🚧|construction,barrier|路障,施工
⚓|anchor,ship,tool|锚,停泊,工具,船
🛟|ring buoy,float,life,lifesaver|救生圈,安全,救援,救生用具
⛵|sailboat,resort,sailing,sea|帆船,游艇,驾帆船
🛶|canoe,boat|独木舟,船
🚤|speedboat,billionaire,lake,luxury|快艇,亿万富翁,船,豪华游艇
🛳️|passenger ship|客轮,客船,旅客
⛴️|ferry,boat,passenger|渡轮,旅客,渡船,轮船
🛥️|motor boat,motorboat|摩托艇,船
🚢|ship,boat,passenger,travel|船,旅客,旅行
✈️|airplane,aeroplane,fly,flying|飞机,喷气机,旅行,飞行
🛩️|small airplane,aeroplane|小型飞机,小飞机
🛫|airplane departure,aeroplane,check-in,departures|航班起飞,值机,出境,报到
🛬|airplane arrival,aeroplane,arrivals,arriving|航班降落,到达,着陆,飞机
🪂|parachute,hang-glide,parasail,skydive|降落伞,帆伞,悬挂滑翔,滑翔
💺|seat,chair|座位,位子,椅子
🚁|helicopter,roflcopter,travel,vehicle|直升机,旅行,直升飞机
🚟|suspension railway|空轨,悬挂,悬挂式单轨,空中轨道列车
🚠|mountain cableway,gondola,lift,ski|缆车,空中,索道
🚡|aerial tramway,cable,car,gondola|索道,空中,缆车
🛰️|satellite,space|卫星,太空
🚀|rocket,launch,rockets,space|火箭,发射,太空,旅行
🛸|flying saucer,aliens,extra,terrestrial|飞碟,ufo,不明飞行物,外星人
🛎️|bellhop bell,hotel|服务铃,行李员,酒店
🧳|luggage,bag,packing,roller|行李箱,包装,手提箱,旅行
⌛|hourglass done,sand,time,timer|沙漏,时间,计时,计时器
⏳|hourglass not done,flowing,hours,sand|沙正往下流的沙漏,等待,计时器
⌚|watch,clock,time|手表,时间
⏰|alarm clock,hours,hrs,late|闹钟,小时,时间
⏱️|stopwatch,clock,time|秒表,码表,计时,计时器
⏲️|timer clock|定时器,时间,计时,计时器
🕰️|mantelpiece clock,time|座钟,台钟,壁炉钟,时钟
🕛|twelve o’clock,12,12:00,time|十二点,00,12,12:00
🕧|twelve-thirty,12,12:30,30|十二点半,12,12:30,30
🕐|one o’clock,1,1:00,time|一点,00,1,1:00
🕜|one-thirty,1,1:30,30|一点半,1,1:30,30
🕑|two o’clock,2,2:00,time|两点,00,2,2:00
🕝|two-thirty,2,2:30,30|两点半,2,2:30,30
🕒|three o’clock,3,3:00,time|三点,00,3,3:00
🕞|three-thirty,3,30,3:30|三点半,3,30,3:30
🕓|four o’clock,4,4:00,time|四点,00,4,4:00
🕟|four-thirty,30,4,4:30|四点半,30,4,4:30
🕔|five o’clock,5,5:00,time|五点,00,5,5:00
🕠|five-thirty,30,5,5:30|五点半,30,5,5:30
🕕|six o’clock,6,6:00,time|六点,00,6,6:00
🕡|six-thirty,30,6,6:30|六点半,30,6,6:30
🕖|seven o’clock,0,7,7:00|七点,00,7,7:00
🕢|seven-thirty,30,7,7:30|七点半,30,7,7:30
🕗|eight o’clock,8,8:00,time|八点,00,8,8:00
🕣|eight-thirty,30,8,8:30|八点半,30,8,8:30
🕘|nine o’clock,9,9:00,time|九点,00,9,9:00
🕤|nine-thirty,30,9,9:30|九点半,30,9,9:30
🕙|ten o’clock,0,10,10:00|十点,00,10,10:00
🕥|ten-thirty,10,10:30,30|十点半,10,10:30,30
🕚|eleven o’clock,11,11:00,time|十一点,00,11,11:00
🕦|eleven-thirty,11,11:30,30|十一点半,11,11:30,30
🌑|new moon,dark,space|朔月,新月,月亮
🌒|waxing crescent moon,dreams,space|蛾眉月,三日月,娥眉月,弯月
🌓|first quarter moon,space|上弦月,月亮
🌔|waxing gibbous moon,space|盈凸月,月亮
🌕|full moon,space|满月,月亮,望月
🌖|waning gibbous moon,space|亏凸月,月亮,衰落
🌗|last quarter moon,space|下弦月,月亮
🌘|waning crescent moon,space|残月,亏眉月,弯月,月亮
🌙|crescent moon,ramadan,space|弯月,娥眉月,新月形,月亮
🌚|new moon face,space|微笑的朔月,新月,月亮
🌛|first quarter moon face,space|微笑的上弦月,月亮,蛾眉月
🌜|last quarter moon face,dreams|微笑的下弦月,月亮,残月
🌡️|thermometer,weather|温度计,天气,气温
☀️|sun,bright,rays,space|太阳,光线,晴,晴天
🌝|full moon face,bright|微笑的月亮,望月,满月
🌞|sun with face,beach,bright,day|微笑的太阳,温暖阳光,阳光明媚
🪐|ringed planet,saturn,saturnine|有环行星,土星
⭐|star,astronomy,medium,stars|星星,五角星,白色星星
🌟|glowing star,glittery,night,shining|闪亮的星星,发光,闪光
🌠|shooting star,falling,night,space|流星,夜晚,太空,星空
🌌|milky way,space|银河,太空,星空
☁️|cloud,weather|云,云彩,云朵,天气
⛅|sun behind cloud,cloudy,weather|阴,乌云蔽日,多云
⛈️|cloud with lightning and rain,thunder,thunderstorm|雷阵雨,暴风雨,雷暴
🌤️|sun behind small cloud,weather|晴偶有云,天气,太阳,少云
🌥️|sun behind large cloud,weather|多云,太阳,泠,阴
🌦️|sun behind rain cloud,weather|晴转雨,下雨,云,天气
🌧️|cloud with rain,weather|下雨,云,天气
🌨️|cloud with snow,cold,weather|下雪,云,天气
🌩️|cloud with lightning,weather|打雷,云,天气,闪电
🌪️|tornado,cloud,weather,whirlwind|龙卷风,云,天气,旋风
🌫️|fog,cloud,weather|雾,云,霾
🌬️|wind face,blow,cloud|大风,狂风,风吹
🌀|cyclone,dizzy,hurricane,twister|台风,天气,旋风,晕
🌈|rainbow,gay,genderqueer,glbt|彩虹,lgbt,双性恋,同志
🌂|closed umbrella,clothing,rain|收起的伞,下雨,雨,雨伞
☂️|umbrella,clothing,rain|伞,雨,雨伞
☔|umbrella with rain drops,clothing,weather|雨伞,下雨,雨滴
⛱️|umbrella on ground,rain,sun|阳伞,下雨,地上的阳伞,太阳
⚡|high voltage,danger,electric,electricity|高压,危险,有电,闪电
❄️|snowflake,cold,weather|雪花,冷,天气
☃️|snowman,cold|雪与雪人,泠
⛄|snowman without snow,cold|雪人,下雪,泠
☄️|comet,space|彗星,太空
🔥|fire,af,burn,flame|火焰,烧,燃烧
💧|droplet,cold,comic,nature|水滴,冷,天气,泪
🌊|water wave,nature,ocean,surf|浪花,波浪,海洋
`,
  activities: `
🎃|jack-o-lantern,celebration,halloween,pumpkin|南瓜灯,万圣节,庆祝,灯笼
🎄|christmas tree,celebration,christmas|圣诞树,庆祝,装饰
🎆|fireworks,boom,celebration,entertainment|焰火,庆典,庆祝,炮竹
🎇|sparkler,boom,celebration,fireworks|烟花,庆祝,火花,烟火
🧨|firecracker,dynamite,explosive,fireworks|爆竹,光亮,火花,炸药
✨|sparkles,*,magic,star|闪亮,星星,火花,闪光
🎈|balloon,birthday,celebrate,celebration|气球,庆祝,生日,节日
🎉|party popper,awesome,birthday,celebrate|拉炮彩带,兴奋,呱呱叫,庆祝
🎊|confetti ball,celebrate,celebration,party|五彩纸屑球,庆祝,彩色纸屑,舞会
🎋|tanabata tree,banner,celebration,japanese|七夕树,庆祝,日本,条幅
🎍|pine decoration,bamboo,celebration,japanese|门松,庆祝,日本,松树
🎎|japanese dolls,celebration,festival,japanese|日本人形,人偶,娃娃,庆祝
🎏|carp streamer,celebration|鲤鱼旗,庆祝,日本,男孩节
🎐|wind chime,bell,celebration|风铃,庆祝,铃铛
🎑|moon viewing ceremony,celebration|赏月,中秋,佳节,庆祝
🧧|red envelope,gift,good,hóngbāo|红包,利事,利是,好运
🎀|ribbon,celebration|蝴蝶结,丝带,庆祝,缎带
🎁|wrapped gift,birthday,bow,box|礼物,包礼物,包装,圣诞
🎗️|reminder ribbon,celebration|提示丝带,庆典,庆祝,暗示
🎟️|admission tickets|入场券,票,门票
🎫|ticket,admission,stub|票,入场券,电影票,票根
🎖️|military medal,award,celebration|军功章,军队,勋章,奖章
🏆|trophy,champion,champs,prize|奖杯,冠军,奖励,奖品
🏅|sports medal,award,gold,winner|奖牌,获胜,运动会奖牌,运动员
🥇|1st place medal,first,gold|金牌,奖牌,第一,第一名奖牌
🥈|2nd place medal,second,silver|银牌,亚军,奖牌,第二
🥉|3rd place medal,bronze,third|铜牌,奖牌,季军,第三
⚽|soccer ball,football,futbol,sport|足球,大罗,梅西,球赛
⚾|baseball,sport|棒球,运动
🥎|softball,glove,sports,underarm|垒球,手套,腋下,运动
🏀|basketball,hoop,sport|篮球,打球,篮筐,运动
🏐|volleyball,game|排球,球赛
🏈|american football,bowl,sport,super|美式橄榄球
🏉|rugby football,sport|英式橄榄球,运动
🎾|tennis,ball,racquet,sport|网球,球拍,网球拍
🥏|flying disc,ultimate|飞盘,圆盘,极限,极限运动
🎳|bowling,ball,game,sport|保龄球,全倒,运动
🏏|cricket game,ball,bat|板球,球拍
🏑|field hockey,ball,game,stick|曲棍球,球棍,球赛
🏒|ice hockey,game,puck,stick|冰球,冰球杆,球棍
🥍|lacrosse,ball,goal,sports|袋棍球,得分,球棍,球门
🏓|ping pong,ball,bat,game|乒乓球,桌球,比赛,球拍
🏸|badminton,birdie,game,racquet|羽毛球,球拍,羽球
🥊|boxing glove|拳击手套
🥋|martial arts uniform,judo,karate,taekwondo|练武服,制服,柔道,武术
🥅|goal net|球门,球网
⛳|flag in hole,golf,sport|高尔夫球洞,果岭,果岭旗,高球
⛸️|ice skate,skating|滑冰,冰刀,溜冰
🎣|fishing pole,entertainment,sport|钓鱼竿,钓竿,鱼杆
🤿|diving mask,scuba,snorkeling|潜水面罩,浮潜,深潜
🎽|running shirt,athletics,sash|运动背心,上衣,跑步,运动服
🎿|skis,snow,sport|滑雪,运动
🛷|sled,luge,sledge,sleigh|雪橇,下雪,乘雪橇,平底雪橇
🥌|curling stone,game,rock|冰壶,冰上溜石,比赛,游戏
🎯|bullseye,dart,direct,entertainment|正中靶心的飞镖,命中,标的,直接命中
🪀|yo-yo,fluctuate,toy|悠悠球,上下起落,溜溜球,犹豫不决
🪁|kite,fly,soar|风筝,翱翔,飞翔
🔫|water pistol,gun,handgun,revolver|水枪,工具,左轮,手枪
🎱|pool 8 ball,8ball,billiard,eight|台球,8 球制桌球,8号球,台球台
🔮|crystal ball,fairy,fairytale,fantasy|水晶球,命运,工具,梦幻
🪄|magic wand,magician,witch,wizard|魔棒,女巫,巫师,魔术
🎮|video game,controller,entertainment|游戏手柄,游戏控制器,电子游戏
🕹️|joystick,game,video,videogame|游戏操控杆,电子游戏
🎰|slot machine,casino,gamble,gambling|老虎机,吃角子老虎,游戏,角子机
🎲|game die,dice,entertainment|骰子,掷骰子,色子,骰子游戏
🧩|puzzle piece,clue,interlocking,jigsaw|拼图,图片,智力游戏,相扣
🧸|teddy bear,plaything,plush,stuffed|泰迪熊,填充,毛绒玩具,玩偶
🪅|piñata,candy,celebrate,celebration|彩罐,五月节,墨西哥,庆祝
🪩|mirror ball,dance,disco,glitter|镜球,派对,聚会,舞会
🪆|nesting dolls,babooshka,baboushka,babushka|套娃,俄罗斯套娃,俄罗斯娃娃,娃娃
♠️|spade suit,card,game|黑桃,扑克,牌,葵扇
♥️|heart suit,card,emotion,game|红桃,扑克,牌,红心
♦️|diamond suit,card,game|方片,扑克,方块,牌
♣️|club suit,card,clubs,game|梅花,扑克,梅花花色,牌
♟️|chess pawn,dupe,expendable|兵,受骗者,国际象棋,牺牲品
🃏|joker,card,game,wildcard|大小王,大王,小丑,扑克
🀄|mahjong red dragon,game|红中,方城之战,牌局,麻将
🎴|flower playing cards,game,japanese|花札,卡牌,日本,游戏
🎭|performing arts,actor,actress,entertainment|表演艺术,剧院,女演员,戏剧
🖼️|framed picture,art,museum,painting|带框的画,加框的照片,博物馆,照片
🎨|artist palette,artsy,arty,colorful|调色盘,创意,博物馆,多种色彩
🧵|thread,needle,sewing,spool|线,卷盘,线轴,绳子
🪡|sewing needle,embroidery,stitches,sutures|缝合针,线,绣花针,缝纫
🧶|yarn,ball,crochet,knit|毛线,毛线球,线球,编织
🪢|knot,cord,rope,tangled|结,八字结,打结,绳子
`,
  objects: `
👓|glasses,clothing,eye,eyeglasses|眼镜,服饰,眼睛
🕶️|sunglasses,dark,eye,eyewear|墨镜,太阳镜
🥽|goggles,dive,eye,protection|护目镜,护眼,水肺,游泳
🥼|lab coat,clothes,doctor,dr|白大褂,医生,外衣,实验
🦺|safety vest,emergency|救生衣,安全,紧急,背心
👔|necktie,clothing,employed,serious|领带,工作,正式,衬衫领带
👕|t-shirt,blue,casual,clothes|t恤,休闲服装,恤衫
👖|jeans,blue,casual,clothes|牛仔裤,休闲,周末,蓝色
🧣|scarf,bundle,cold,neck|围巾,冷,包紧,围脖
🧤|gloves,hand|手套
🧥|coat,brr,bundle,cold|外套,冷,夹克,超冷
🧦|socks,stocking|袜子,短袜,长袜
👗|dress,clothes,clothing,dressed|连衣裙,衣服,裙子
👘|kimono,clothing,comfortable|和服,日本,衣服
🥻|sari,clothing,dress|纱丽,印度,披肩,莎丽
🩱|one-piece swimsuit,bathing|连体泳衣,一片式,泳装,游泳
🩲|briefs,bathing,one-piece,suit|三角裤,一片式,内裤,泳衣
🩳|shorts,bathing,pants,suit|短裤,内裤,四角裤,泳衣
👙|bikini,bathing,beach,clothing|比基尼,三点式,泳装,游泳
👚|woman’s clothes,blouse,clothing,collar|女装,女生衣服,女衬衫,衣服
🪭|folding hand fan,clack,clap,cool|折扇,凉,凉快,啪嗒声
👛|purse,clothes,clothing,coin|钱包,血拼,铜板
👜|handbag,clothes,clothing,dress|手提包,包包,挎包,血拼
👝|clutch bag,clothes,clothing,dress|手袋,包,化妆包,手拿
🛍️|shopping bags,hotel|购物袋,包,逛街
🎒|backpack,backpacking,bag,bookbag|书包,上学
🩴|thong sandal,beach,flip,flop|夹趾凉鞋,人字拖,沙滩,沙滩凉鞋
👞|man’s shoe,brown,clothes,clothing|男鞋,棕色,皮鞋
👟|running shoe,athletic,clothes,clothing|跑鞋,运动鞋
🥾|hiking boot,backpacking,brown,camping|登山鞋,健行,徒步,户外
🥿|flat shoe,ballet,comfy,flats|平底鞋,一脚蹬,便鞋,平底芭蕾舞鞋
👠|high-heeled shoe,clothes,clothing,dress|高跟鞋,女,时装
👡|woman’s sandal,clothing,shoe|女式凉鞋
🩰|ballet shoes,dance|芭蕾舞鞋,舞蹈,足尖鞋,跳舞
👢|woman’s boot,clothes,clothing,dress|女靴,女式靴子,靴子
🪮|hair pick,afro,comb,groom|发夹,圆蓬,头发,夹子
👑|crown,clothing,family,king|皇冠,国王,权力的游戏,王冠
👒|woman’s hat,clothes,clothing,garden|女帽,女式,帽子,花园派对
🎩|top hat,clothes,clothing,fancy|礼帽,帽子,正式,高帽
🎓|graduation cap,celebration,clothing,education|毕业帽,四方帽,学位,学者
🧢|billed cap,baseball,bent,dad|鸭舌帽,帽子,棒球帽
🪖|military helmet,army,soldier,war|军用头盔,军事,军队,士兵
⛑️|rescue worker’s helmet,aid,cross,face|白十字头盔,安全帽,救援人员头盔,脸
📿|prayer beads,clothing,necklace,religion|念珠,宗教,珠子,祈祷
💄|lipstick,cosmetics,date,makeup|唇膏,化妆,化妆品,口红
💍|ring,diamond,engaged,engagement|戒指,结婚,订婚,钻戒
💎|gem stone,diamond,engagement,jewel|宝石,婚礼,珠宝,订婚
🔇|muted speaker,quiet,silent,sound|已静音的扬声器,声音,安静,扬声器关闭
🔈|speaker low volume,soft,sound|低音量的扬声器,低音量扬扬声,喇叭,小声
🔉|speaker medium volume,sound|中等音量的扬声器,中音量,中音量扬声器
🔊|speaker high volume,loud,music,sound|高音量的扬声器,大声,大音量
📢|loudspeaker,address,communication,public|喇叭,公共广播,大声,广播
📣|megaphone,cheering,sound|扩音器,呼喊,喇叭,喇叭筒
📯|postal horn|邮号,号角,喇叭,邮政
🔔|bell,break,church,sound|铃铛,叮当,响铃,钟
🔕|bell with slash,forbidden,mute,no|禁止响铃,响铃关闭,安静,无声
🎼|musical score,note|乐谱,五线谱,曲谱,音乐
🎵|musical note,sound|音符,乐谱,五线谱,八分音符
🎶|musical notes,sound|多个音符,乐谱,五线谱,八分音符
🎙️|studio microphone,music|录音室麦克风,音乐
🎚️|level slider,music|电平滑块,调节,调节滑块,音乐
🎛️|control knobs,music|控制旋钮,调节,音乐
🎤|microphone,karaoke,music,sing|麦克风,k歌,卡拉ok,唱k
🎧|headphone,earbud,sound|耳机,头戴式耳机,耳塞
📻|radio,entertainment,tbt,video|收音机,娱乐,广播,广播电台
🎷|saxophone,instrument,music|萨克斯管,乐器,吹奏,演奏
🎺|trumpet,instrument,music|小号,乐器,吹奏,喇叭
🪗|accordion,box,concertina,instrument|手风琴,乐器,六角形风琴,音乐
🎸|guitar,instrument,music,strat|吉他,乐器,弹奏,演奏
🎹|musical keyboard,instrument,piano|音乐键盘,乐器,弹奏,演奏
🎻|violin,instrument,music|小提琴,乐器,是特拉迪瓦尔,演奏
🪕|banjo,music,stringed|班卓琴,弦乐器,弹奏,音乐
🥁|drum,drumsticks,music|鼓,音乐,鼓声,鼓槌
🪘|long drum,beat,conga,instrument|长鼓,乐器,康加鼓,康茄鼓
🪇|maracas,cha,dance,instrument|沙球,乐器,恰恰,打击乐器
🪈|flute,band,fife,flautist|长笛,乐器,乐队,木管乐器
📱|mobile phone,cell,communication,telephone|手机,手提电话,智能手机,电话
📲|mobile phone with arrow,build,call,cell|带有箭头的手机,接收,智能手机,来电
☎️|telephone|电话,固定电话,固话,座机
📞|telephone receiver,communication,voip|电话听筒,固定电话,固话,座机
📟|pager,communication|寻呼机,bb 机,传呼机,通信
📠|fax machine,communication|传真机,传真号,发传真
🔋|battery|电池,正极,电极,电源
🪫|low battery,drained,electronic,energy|电池电量不足,低能量,电子,电池电量低
🔌|electric plug,electricity|电源插头,电插头,电线
💻|laptop,computer,office,pc|笔记本电脑,pc,个人电脑,手提电脑
🖥️|desktop computer,monitor|台式电脑,pc,个人电脑,显示器
🖨️|printer,computer|打印机,印刷机,喷墨打印,复印
⌨️|keyboard,computer|键盘,打字,按键,电脑
🖱️|computer mouse|电脑鼠标,有线鼠标,激光鼠标,点击
🖲️|trackball,computer|轨迹球,有线鼠标,电脑,追踪球
💽|computer disk,minidisk,optical|电脑光盘,md,minidisk,mini光盘
💾|floppy disk,computer|软盘,3.5英寸,便携,存储
💿|optical disk,blu-ray,cd,computer|光盘,cd,专辑,存储
📀|dvd,blu-ray,cd,computer|dvd,光盘,光碟
🧮|abacus,calculation,calculator|算盘,计算,计算器
🎥|movie camera,bollywood,cinema,film|电影摄影机,录像,摄像机,摄录机
🎞️|film frames,cinema,movie|影片帧,电影,电影胶卷,电影胶片
📽️|film projector,cinema,movie,video|电影放映机,影片,投影仪,视频
🎬|clapper board,action,movie|场记板,打板,拍电影
📺|television,tv,video|电视机,看电视,节目,视频
📷|camera,photo,selfie,snap|相机,卡片相机,拍照,摄影
📸|camera with flash,video|开闪光灯的相机,带闪光灯的相机,拍照,闪光灯打开
📹|video camera,camcorder,tbt|摄像机,录像,录像机,录影
📼|videocassette,old,school,tape|录像带,vhs,录影带,磁带
🔍|magnifying glass tilted left,lab,left-pointing,science|左斜的放大镜,工具,搜索,查找
🔎|magnifying glass tilted right,contact,lab,right-pointing|右斜的放大镜,工具,搜索,查找
🕯️|candle,light|蜡烛,光,烛光,烛火
💡|light bulb,comic,electric,idea|灯泡,主意,想法,点子
🔦|flashlight,electric,tool,torch|手电筒,光,工具,照明
🏮|red paper lantern,bar,light,restaurant|红灯笼,光,喜庆,居酒屋
🪔|diya lamp,light,oil|印度油灯,排灯节,迪亚
📔|notebook with decorative cover,decorated,education,school|精装笔记本,书,写作,学校
📕|closed book,education|合上的书本,书本合起
📖|open book,education,fantasy,knowledge|打开的书本,图书馆,小说,开卷
📗|green book,education,fantasy,library|绿色书本,图书馆,教育,绿皮书
📘|blue book,education,fantasy,library|蓝色书本,图书馆,教育,篮
📙|orange book,education,fantasy,library|橙色书本,图书馆,教育,橘皮书
📚|books,education,fantasy,knowledge|书,书本,书籍,图书
📓|notebook|笔记本,日记本,本子,记事本
📒|ledger,notebook|账本,笔记本,记事本,记账
📃|page with curl,document,paper|带卷边的页面,卷曲,文书,文件
📜|scroll,paper|卷轴,卷纸,画卷,纸
📄|page facing up,document,paper|文件,文书,文档,页面向上
📰|newspaper,communication|报纸,传播,报道,新闻
🗞️|rolled-up newspaper|报纸卷,卷起,卷起的报纸,新闻
📑|bookmark tabs,marker|标签页,书签,书签页标签,有书签的页面
🔖|bookmark|书签,标签,读书,阅读
🏷️|label,tag|标签,吊牌,标记,行李牌
🪙|coin,dollar,euro,gold|硬币,富有,欧元,美元
💰|money bag,bank,bet,billion|钱袋,付钱,十亿,变现
💴|yen banknote,bill,currency,money|日元,日币,现金,纸币
💵|dollar banknote,bill,currency,money|美元,现金,纸币,美刀
💶|euro banknote,100,bill,currency|欧元,现金,纸币,货币
💷|pound banknote,bill,billion,cash|英镑,现金,纸币,货币
💸|money with wings,bank,banknote,bill|长翅膀的钱,纸币,花钱,飞
💳|credit card,bank,cash,charge|信用卡,借记卡,刷卡,收钱
🧾|receipt,accounting,bookkeeping,evidence|收据,会计,信封,凭据
💹|chart increasing with yen,bank,currency,graph|趋势向上且带有日元符号的图表,上扬,上涨,日元升值
✉️|envelope,e-mail,email,letter|信封,信件,信息,来信
📧|e-mail,email,letter|电子邮件,信件,信封,电邮
📨|incoming envelope,delivering,e-mail,email|来信,信件,信封,发送
📩|envelope with arrow,communication,down,e-mail|收邮件,信件,信封,发信
📤|outbox tray,email,letter,mail|发件箱,信件,发信,发送
📥|inbox tray,email,letter,mail|收件箱,信件,接收,收信
📦|package,box,communication,delivery|包裹,快递,指向,盒子
📫|closed mailbox with raised flag,communication,postbox|有待收信件,信箱,旗标,有新信件
📪|closed mailbox with lowered flag,postbox|无待收信件,信箱,信箱关闭红旗放下,放下
📬|open mailbox with raised flag,postbox|有新信件,信箱,信箱打开红旗升起,打开
📭|open mailbox with lowered flag,postbox|无新信件,信箱,信箱打开,信箱打开红旗放下
📮|postbox,mail,mailbox|邮筒,信,信箱,寄信
🗳️|ballot box with ballot|投票箱,盒子,选举,选票
✏️|pencil|铅笔,橡皮,橡皮擦,画画
✒️|black nib,pen|钢笔尖,写字,硬笔,黑色笔尖
🖋️|fountain pen|钢笔,写字,硬笔
🖊️|pen,ballpoint|笔,原子笔,圆珠笔,油笔
🖌️|paintbrush,painting|画笔,刷,毛笔,画刷
🖍️|crayon|蜡笔,油画棒,画棒
📝|memo,communication,media,notes|备忘录,便条,便条簿,便笺
💼|briefcase,office|公文包,上班,公事包,办公室
📁|file folder|文件夹,办公,文具,硬纸夹
📂|open file folder|打开的文件夹,办公,打开文件夹,文具
🗂️|card index dividers|索引分隔文件夹,分隔卡,隔板
📅|calendar,date|日历,日期
📆|tear-off calendar|手撕日历,日期
🗒️|spiral notepad|线圈本,文具,笔记本,记事本
🗓️|spiral calendar,pad|线圈日历,日期,记事本
📇|card index,old,rolodex,school|卡片索引,卡牌索引,名片索引,目录
📈|chart increasing,data,graph,growth|趋势向上的图表,上升,上涨,上涨图表
📉|chart decreasing,data,down,downward|趋势向下的图表,下跌,下跌图表,下跌趋势线
📊|bar chart,data,graph|条形图,图形,图表,柱形图
📋|clipboard,do,list,notes|剪贴板,写字夹板,写字板,剪贴簿
📌|pushpin,collage|图钉,固定,拼贴,按钉
📍|round pushpin,location,map|圆图钉,位置,固定
📎|paperclip|回形针,万字夹,回纹针,曲别针
🖇️|linked paperclips|连起来的两个回形针,万字夹,回纹针,曲别针
📏|straight ruler,angle,edge,math|直尺,尺子,数学,文具
📐|triangular ruler,angle,math,set|三角尺,数学,文具,测量
✂️|scissors,cut,cutting,paper|剪刀,修剪,剪子,剪裁
🗃️|card file box|卡片盒,存档,文件,标签
🗄️|file cabinet,filing,paper|文件柜,存档,归档,收纳
🗑️|wastebasket,can,garbage,trash|垃圾桶,垃圾篓,废纸篓
🔒|locked,closed,private|合上的锁,上锁,私密,锁住
🔓|unlocked,cracked,open|打开的锁,取消锁定,开锁,破解
🔏|locked with pen,ink,nib,privacy|墨水笔和锁,笔尖,钢笔,隐私
🔐|locked with key,bike,closed,secure|钥匙和锁,安全,脚踏车锁,锁上
🔑|key,keys,lock,major|钥匙,密码,密钥,开锁
🗝️|old key,clue,lock|老式钥匙,古老的钥匙,旧钥匙,线索
🔨|hammer,home,improvement,repairs|锤子,修理,家居修缮,工具
🪓|axe,chop,hatchet,split|斧头,切,劈,木头
⛏️|pick,hammer,mining,tool|铁镐,工具,挖,挖掘
⚒️|hammer and pick,tool|锤子与镐,工具,铁锤,铁镐
🛠️|hammer and wrench,spanner,tool|锤子与扳手,工具,铁锤
🗡️|dagger,knife,weapon|匕首,剑,武器,短刀
⚔️|crossed swords,weapon|交叉放置的剑,十字,双剑,战死
💣|bomb,boom,comic,dangerous|炸弹,爆炸
🪃|boomerang,rebound,repercussion,weapon|回旋镖,反弹,回弹,土著
🏹|bow and arrow,archer,archery,sagittarius|弓和箭,人马座,射手,射手座
🛡️|shield,weapon|盾牌,武器,防御
🪚|carpentry saw,carpenter,cut,lumber|木工锯,修剪,工具,木匠
🔧|wrench,home,improvement,spanner|扳手,家居修缮,工具,螺丝扳手
🪛|screwdriver,flathead,handy,tool|螺丝刀,工具
🔩|nut and bolt,home,improvement,tool|螺母与螺栓,工具,螺丝,螺帽
⚙️|gear,cog,cogwheel,tool|齿轮,传动,工具,机械
🗜️|clamp,compress,tool,vice|夹钳,压缩,夹具,工具
⚖️|balance scale,justice,libra,scales|天平,公平,公正,天秤
🦯|white cane,accessibility,blind,probing|盲杖,拐杖,无障碍,盲人
🔗|link,links|链接,网址,链条,锁链
⛓️|chains|链条,铁链,锁链
🪝|hook,catch,crook,curve|挂钩,卖点,弯钩,抓
🧰|toolbox,chest,mechanic,red|工具箱,大箱子,机修,箱子
🧲|magnet,attraction,horseshoe,magnetic|磁铁,u 型,吸引,吸引力
🪜|ladder,climb,rung,step|梯子,台阶,梯级,横档
⚗️|alembic,chemistry,tool|蒸馏器,净化,化学,实验
🧪|test tube,chemist,chemistry,experiment|试管,化学,化学家,实验
🧫|petri dish,bacteria,biologist,biology|培养皿,实验室,生物学,生物学家
🧬|dna,biologist,evolution,gene|dna,基因,演化
🔬|microscope,experiment,lab,science|显微镜,实验,实验室,工具
🔭|telescope,contact,extraterrestrial,science|望远镜,外星人,天体,天文
📡|satellite antenna,aliens,contact,dish|卫星天线,信号接收,卫星接收天线,卫星碟形天线
💉|syringe,doctor,flu,medicine|注射器,医学,医生,工具
🩸|drop of blood,bleed,donation,injury|血滴,医疗,月经,流血
💊|pill,doctor,drugs,medicated|药丸,医生,吃药,治疗
🩹|adhesive bandage|创可贴,ok绷,伤口,受伤
🩼|crutch,aid,cane,disability|拐杖,受伤,手杖,残疾
🩺|stethoscope,doctor,heart,medicine|听诊器,医生,医疗,心脏
🩻|x-ray,bones,doctor,medical|x射线,x 射线,医生
🚪|door,back,closet,front|门,出入口,前门,后门
🛗|elevator,accessibility,hoist,lift|电梯,升降机,可达性
🪞|mirror,makeup,reflection,reflector|镜子,化妆,反射,反射镜
🪟|window,air,frame,fresh|窗户,开窗,新鲜空气,景色
🛏️|bed,hotel,sleep|床,宾馆,床垫,床铺
🛋️|couch and lamp,hotel|沙发和灯,家,阅读
🪑|chair,seat,sit|椅子,坐,坐下,座位
🚽|toilet,bathroom|马桶,wc,卫生间,厕所
🪠|plunger,cup,force,plumber|活塞,便便,吸力,搋子
🚿|shower,water|淋浴,喷头,喷水,水
🛁|bathtub|浴缸,沐浴,泡沫浴,泡澡
🪤|mouse trap,bait,cheese,lure|捕鼠器,奶酪,老鼠夹,诱饵
🪒|razor,sharp,shave|剃须刀,刮,刮刀,剃刀
🧴|lotion bottle,moisturizer,shampoo,sunscreen|乳液瓶,保湿乳液,护肤霜,洗剂瓶
🧷|safety pin,diaper,punk,rock|安全别针,扣针
🧹|broom,cleaning,sweeping,witch|扫帚,女巫,巫婆,打扫
🧺|basket,farming,laundry,picnic|筐,农作,洗衣,种植
🧻|roll of paper,toilet,towels|卷纸,卫生纸,手纸,纸卷
🪣|bucket,cask,pail,vat|桶,大桶,木桶,水桶
🧼|soap,bar,bathing,clean|皂,杀菌,泡沫,洗手
🫧|bubbles,burp,clean,floating|气泡,打嗝,水下,泡泡
🪥|toothbrush,bathroom,clean,dental|牙刷,刷子,卫生,情节
🧽|sponge,absorbing,cleaning,porous|海绵,吸收,吸水,多孔
🧯|fire extinguisher,quench|灭火器,压制,火灾,熄灭
🛒|shopping cart,trolley|购物车,手推车,采购
🚬|cigarette,smoking|香烟,卷烟,吸烟,抽烟
⚰️|coffin,dead,death,vampire|棺材,埋葬,死亡,灵柩
🪦|headstone,cemetery,dead,grave|墓碑,公墓,坟墓,墓园
⚱️|funeral urn,ashes,death|骨灰缸,丧礼,死亡,瓮
🧿|nazar amulet,bead,blue,charm|纳扎尔护身符,小装饰品,恶魔之眼,珠子
🪬|hamsa,amulet,fatima,fortune|法蒂玛之手,保护,好运,手掌
🗿|moai,face,moyai,statue|摩埃,复活岛,复活节岛,复活节岛石像
🪧|placard,demonstration,notice,picket|标语牌,告示,布告,标志
🪪|identification card,credentials,document,license|身份证,id,凭证,安全
`,
  symbols: `
🏧|atm sign,atm,automated,bank|取款机,atm,提款机,柜员机
🚮|litter in bin sign,litterbin|倒垃圾,垃圾丢弃处,垃圾入篓,垃圾桶
🚰|potable water,drinking|饮用水,可以喝的,喝水,接水
♿|wheelchair symbol,access,handicap|轮椅标识,无障碍,残疾,残障
🚹|men’s room,bathroom,lavatory,man|男厕,卫生间,厕所,洗手间
🚺|women’s room,bathroom,lavatory,restroom|女厕,卫生间,厕所,女士
🚻|restroom,bathroom,lavatory,toilet|卫生间,wc,厕所,洗手间
🚼|baby symbol,changing|宝宝,婴儿,换尿片,母婴室
🚾|water closet,bathroom,lavatory,restroom|厕所,卫生间,洗手间,盥洗室
🛂|passport control|护照检查,安检,通行证
🛃|customs,packing|海关,行李打包
🛄|baggage claim,arrived,bags,case|提取行李,旅行
🛅|left luggage,baggage,case,locker|寄存行李,储物柜
⚠️|warning,caution|警告,小心
🚸|children crossing,pedestrian,traffic|儿童过街,交通,安全,指示牌
⛔|no entry,do,fail,forbidden|禁止通行,交通,禁止入内,禁行
🚫|prohibited,entry,forbidden,no|禁止,不准,不许,严禁
🚳|no bicycles,bike,forbidden,not|禁止自行车,严禁,交通,禁行自行车
🚭|no smoking,forbidden,not,prohibited|禁止吸烟,严禁,抽烟,禁烟
🚯|no littering,forbidden,not,prohibited|禁止乱扔垃圾,严禁,禁丢垃圾
🚱|non-potable water,dry,non-drinking,prohibited|非饮用水,禁止用水,节约用水,非直饮水
🚷|no pedestrians,forbidden,not,prohibited|禁止行人通行,严禁
📵|no mobile phones,cell,forbidden,not|禁止使用手机,严禁,电话
🔞|no one under eighteen,18,age,forbidden|18禁,儿童不宜,未成年人不宜,禁止
☢️|radioactive,sign|辐射,放射性,标识
☣️|biohazard,sign|生物危害,动物,当心感染,污染
⬆️|up arrow,cardinal,direction,north|向上箭头,北,方位,方向
↗️|up-right arrow,direction,intercardinal,northeast|右上箭头,东北,方位,方向
➡️|right arrow,cardinal,direction,east|向右箭头,东,方向,标识
↘️|down-right arrow,direction,intercardinal,southeast|右下箭头,东南,方位,方向
⬇️|down arrow,cardinal,direction,south|向下箭头,南,基本,方位
↙️|down-left arrow,direction,intercardinal,southwest|左下箭头,方向,标识,西南
⬅️|left arrow,cardinal,direction,west|向左箭头,方向,标识,西
↖️|up-left arrow,direction,intercardinal,northwest|左上箭头,方向,标识,西北
↕️|up-down arrow|上下箭头
↔️|left-right arrow|左右箭头
↩️|right arrow curving left|右转弯箭头,向左弯曲的右箭头
↪️|left arrow curving right|左转弯箭头,向右弯曲的左箭头
⤴️|right arrow curving up|右上弯箭头,向上弯曲的右箭头
⤵️|right arrow curving down|右下弯箭头,向下弯曲的右箭头
🔃|clockwise vertical arrows,refresh,reload|顺时针垂直箭头,刷新,垂直顺时针箭头,方向
🔄|counterclockwise arrows button,again,anticlockwise,deja|逆时针箭头按钮,倒转,再次,刷新
🔙|back arrow,back|返回箭头,回退
🔚|end arrow,end|结束箭头,终点
🔛|on! arrow,mark,on!|on! 箭头,on,开始
🔜|soon arrow,brb,omw,soon|soon 箭头,在路上,立刻回来
🔝|top arrow,homie,top,up|置顶,向上,标识
🛐|place of worship,pray,religion|宗教场所,地点,崇拜,敬神
⚛️|atom symbol,atheist|原子符号,无神论,物质
🕉️|om,hindu,religion|奥姆,印度,印度教,唵
✡️|star of david,david,jew,jewish|六芒星,六角星,大卫之星,大卫星
☸️|wheel of dharma,buddhist,religion|法轮,佛,宗教,舵
☯️|yin yang,difficult,lives,religion|阴阳,太极,宗教,道
✝️|latin cross,christ,christian,religion|十字架,基督,天主教,宗教
☦️|orthodox cross,christian,religion|东正教十字架,基督,宗教,正教会十字
☪️|star and crescent,islam,muslim,ramadan|星月,伊斯兰,宗教,斋戒月
☮️|peace symbol,healing,peaceful|和平符号
🕎|menorah,candelabrum,candlestick,hanukkah|烛台,光明节,宗教,灯台
🔯|dotted six-pointed star,fortune,jewish,judaism|带中间点的六芒星,六芒星加圆点,六角星,命运
🪯|khanda,deg,fateh,khalsa|坎达,信仰,卡尔萨,善业与佩剑得胜
♈|aries,horoscope,ram|白羊座,公羊,星座,牡羊座
♉|taurus,bull,horoscope,ox|金牛座,公牛,星座
♊|gemini,horoscope,twins|双子座,孪生子,星座
♋|cancer,crab,horoscope|巨蟹座,星座,螃蟹
♌|leo,horoscope,lion|狮子座,星座,雄狮
♍|virgo,horoscope,zodiac|处女座,室女座,星座,黄道十二宫
♎|libra,balance,horoscope,justice|天秤座,平衡,星座,正义
♏|scorpio,horoscope,scorpion|天蝎座,星座,蝎子
♐|sagittarius,archer,horoscope|射手座,人马座,弓箭手,星座
♑|capricorn,goat,horoscope|摩羯座,天宫图,山羊,星座
♒|aquarius,bearer,horoscope|水瓶座,星座
♓|pisces,fish,horoscope|双鱼座,星座
⛎|ophiuchus,bearer,serpent|蛇夫座,星座
🔀|shuffle tracks button,arrow,crossed|随机播放音轨按钮,交叉,打乱
🔁|repeat button,arrow,clockwise|重复按钮,循环,循环播放,箭头
🔂|repeat single button,arrow,clockwise,once|重复一次按钮,单曲循环,循环,箭头
▶️|play button,arrow,right,triangle|播放按钮,三角,右,向右
⏩|fast-forward button,arrow,double|快进按钮,双箭头,向前,快速
⏭️|next track button,arrow,scene,triangle|下一个音轨按钮,三角,下一曲,下一首
⏯️|play or pause button,arrow,right,triangle|播放或暂停按钮,三角,向右
◀️|reverse button,arrow,left,triangle|倒退按钮,三角,倒转,后退
⏪|fast reverse button,arrow,double,rewind|快退按钮,倒回,双箭头,快速倒带
⏮️|last track button,arrow,previous,scene|上一个音轨按钮,三角,上一曲,上一首
🔼|upwards button,arrow,red|向上三角形按钮,向上按钮,往上,箭头
⏫|fast up button,arrow,double|快速上升按钮,双箭头,向上,快速向上
🔽|downwards button,arrow,red|向下三角形按钮,向下按钮,往下,箭头
⏬|fast down button,arrow,double|快速下降按钮,双箭头,向下,快速向下
⏸️|pause button,bar,double,vertical|暂停按钮,停止,双条形
⏹️|stop button,square|停止按钮,方形,正方形,终止
⏺️|record button,circle|录制按钮,制作,圆,录像
⏏️|eject button|推出按钮,向上三角,弹出
🎦|cinema,camera,film,movie|电影院,剧院,场所,影片
🔅|dim button,brightness,low|低亮度按钮,昏暗,暗
🔆|bright button,brightness,light|高亮度按钮,太阳,明亮
📶|antenna bars,cell,communication,mobile|信号强度条,天线,手机
🛜|wireless,broadband,computer,connectivity|无线,wi-fi,wlan,互联网
📳|vibration mode,cell,communication,mobile|振动模式,手机,震动
📴|mobile phone off,cell,telephone|手机关机,关闭,关闭手机
♀️|female sign,woman|女性符号,雌性
♂️|male sign,man|男性符号,雄性
⚧️|transgender symbol|跨性别符号
✖️|multiply,cancel,multiplication,sign|乘,x,乘号,取消
➕|plus,+|加,加号,十字,数学
➖|minus,-,heavy,math|减,减号,数学,横线
➗|divide,division,heavy,math|除,数学,相除,符号
🟰|heavy equals sign,answer,equality,math|粗等号,回答,平等,数学
♾️|infinity,forever,unbounded,universal|无穷大,宇宙,无尽,极大
‼️|double exclamation mark,!,!!,bangbang|双感叹号,两个,双叹号,吃惊
⁉️|exclamation question mark,!,!?,?|感叹疑问号,叹号,叹号加问号,吃惊
❓|red question mark,?,punctuation|红色问号,为什么,标点,标点符号
❔|white question mark,?,outlined,punctuation|白色问号,为什么,标点符号,空心
❕|white exclamation mark,!,outlined,punctuation|白色感叹号,吃惊,标点符号,白色叹号
❗|red exclamation mark,!,punctuation|红色感叹号,吃惊,惊讶,标点符号
〰️|wavy dash,punctuation|波浪型破折号,标点符号,波浪线,浪花
💱|currency exchange,bank,money|货币兑换,外汇,换汇,汇率
💲|heavy dollar sign,billion,cash,charge|粗美元符号,现金,美刀,货币
⚕️|medical symbol,aesculapius,medicine,staff|医疗标志,医学,蛇杖,阿斯克勒庇俄斯
♻️|recycling symbol,recycle|回收标志,再利用,再生,循环
⚜️|fleur-de-lis,knights|百合花饰,鸢尾花
🔱|trident emblem,anchor,poseidon,ship|三叉戟徽章,工具,波塞冬,船
📛|name badge|姓名牌,徽章,胸牌,证章
🔰|japanese symbol for beginner,chevron,green,japanese|日本新手驾驶标志,v 型臂章,v形图案,人字形图记
⭕|hollow red circle,heavy,large|红色空心圆圈,0,o形,大
✅|check mark button,checked,checkmark,complete|勾号按钮,完成,打勾,绿色打勾
☑️|check box with check,ballot,checked,done|勾选框,做好,勾号,复选框
✔️|check mark,checked,checkmark,done|勾号,对勾,打勾,正确
❌|cross mark,cancel,multiplication,multiply|叉号,x,乘,交叉
❎|cross mark button,multiplication,multiply,square|叉号按钮,乘,乘号,取消
➰|curly loop|卷曲环,单环,日本单环标志,标志
➿|double curly loop|双卷曲环,免费电话,双环,日本免费电话标志
〽️|part alternation mark|庵点,开始歌唱,歌记号,符号
✳️|eight-spoked asterisk,*|八轮辐星号,八芒星
✴️|eight-pointed star,*|八角星,符号
❇️|sparkle,*|火花,烟火,闪光,闪耀
©️|copyright|版权
®️|registered|注册,注册标记
™️|trade mark,tm,trademark|商标,产品,标志
#️⃣|keycap: #|按键: #
*️⃣|keycap: *|按键: *
0️⃣|keycap: 0,zero|按键: 0
1️⃣|keycap: 1,one|按键: 1,一
2️⃣|keycap: 2,two|按键: 2,二
3️⃣|keycap: 3,three|按键: 3,三
4️⃣|keycap: 4,four|按键: 4,四
5️⃣|keycap: 5,five|按键: 5,五
6️⃣|keycap: 6,six|按键: 6,六
7️⃣|keycap: 7,seven|按键: 7,七
8️⃣|keycap: 8,eight|按键: 8,八
9️⃣|keycap: 9,nine|按键: 9,九
🔟|keycap: 10|按键: 10
🔠|input latin uppercase,abcd,letters|输入大写拉丁字母,abcd,大写字母,大写字母键
🔡|input latin lowercase,abcd,letters|输入小写拉丁字母,abcd,小写字母,小写字母键
🔢|input numbers,1234|输入数字,1234,打字
🔣|input symbols,%,&,♪|输入符号,字符,打字
🔤|input latin letters,abc,alphabet|输入拉丁字母,abc,打字,拉丁字母键
🅰️|a button (blood type)|a型血,a,字母a
🆎|ab button (blood type),ab|ab型血,ab,字母ab
🅱️|b button (blood type)|b型血,b,按钮
🆑|cl button,cl|cl按钮,cl,手机
🆒|cool button,cool|cool按钮,按键,酷
🆓|free button,free|免费按钮,free,不收费,自由
ℹ️|information|信息,信息中心,查询,资料
🆔|id button,id,identity|id按钮,id,按键
Ⓜ️|circled m,m|圆圈包围的m,m,字母
🆕|new button,new|new按钮,按键,新,新的
🆖|ng button,ng|ng按钮,ng,按键
🅾️|o button (blood type)|o 型血,o,o型血
🆗|ok button,ok,okay|ok按钮,ok,同意
🅿️|p button,p,parking|停车按钮,p,按键,泊车
🆘|sos button,help,sos|sos按钮,sos,按键
🆙|up! button,mark,up,up!|up按钮,向上,按键
🆚|vs button,versus,vs|vs按钮,vs,对
🈁|japanese “here” button,japanese,katakana|日文的“这里”按钮,koko,按键,日语
🈂️|japanese “service charge” button,japanese,katakana|日文的“服务费”按钮,sa,按键,收费
🈷️|japanese “monthly amount” button,ideograph,japanese|日文的“月总量”按钮,按键,日本,月度
🈶|japanese “not free of charge” button,ideograph,japanese|日文的“收费”按钮,按键,日本,有
🈯|japanese “reserved” button,ideograph,japanese|日文的“预留”按钮,保留,指,按键
🉐|japanese “bargain” button,ideograph,japanese|日文的“议价”按钮,得,按键,日本
🈹|japanese “discount” button,ideograph,japanese|日文的“打折”按钮,割,折扣,按键
🈚|japanese “free of charge” button,ideograph,japanese|日文的“免费”按钮,免钱,按键,无
🈲|japanese “prohibited” button,ideograph,japanese|日文的“禁止”按钮,严禁,按键,日本
🉑|japanese “acceptable” button,ideograph,japanese|日文的“可接受”按钮,按键,日本,表意文字
🈸|japanese “application” button,ideograph,japanese|日文的“申请”按钮,日本,日语,申请书
🈴|japanese “passing grade” button,ideograph,japanese|日文的“合格”按钮,及格,按键,日本
🈳|japanese “vacancy” button,ideograph,japanese|日文的“有空位”按钮,日本,日语,空闲
㊗️|japanese “congratulations” button,ideograph,japanese|日文的“祝贺”按钮,庆贺,按键,日本
㊙️|japanese “secret” button,ideograph,japanese|日文的“秘密”按钮,保密,按键,日本
🈺|japanese “open for business” button,ideograph,japanese|日文的“开始营业”按钮,开门,按键,日本
🈵|japanese “no vacancy” button,ideograph,japanese|日文的“没有空位”按钮,座位,按键,日本
🔴|red circle,geometric|红色圆,几何,圈,红圈
🟠|orange circle|橙色圆,圆圈,圈
🟡|yellow circle|黄色圆,圈,黄色圆圈
🟢|green circle|绿色圆,圆圈,圈
🔵|blue circle,geometric|蓝色圆,圈,蓝圈
🟣|purple circle|紫色圆,圆圈,圈,紫色圆圈
🟤|brown circle|棕色圆,圆圈,圈
⚫|black circle,geometric|黑色圆,圈
⚪|white circle,geometric|白色圆,圈,白圈
🟥|red square,card,penalty|红色方块,方框,正方形
🟧|orange square|橙色方块,方框,正方形
🟨|yellow square,card,penalty|黄色方块,方框,正方形
🟩|green square|绿色方块,方框,正方形
🟦|blue square|蓝色方块,方框,正方形
🟪|purple square|紫色方块,方框,正方形
🟫|brown square|棕色方块,方框,正方形
⬛|black large square,geometric|黑线大方框,方形,正方形,黑色
⬜|white large square,geometric|白线大方框,方形,正方形,白色
◼️|black medium square,geometric|黑色中方块,中等,几何,方形
◻️|white medium square,geometric|白色中方块,中等,方形,正方形
◾|black medium-small square,geometric|黑色中小方块,方形,正方形
◽|white medium-small square,geometric|白色中小方块,中小 正方形,几何,方形
▪️|black small square,geometric|黑色小方块,几何,几何图形,方形
▫️|white small square,geometric|白色小方块,方形,正方形
🔶|large orange diamond,geometric|橙色大菱形,方块,方片,橘色方块
🔷|large blue diamond,geometric|蓝色大菱形,方块,方片,钻石
🔸|small orange diamond,geometric|橙色小菱形,方块,方片,橘色方块
🔹|small blue diamond,geometric|蓝色小菱形,方片,蓝色方块,钻石
🔺|red triangle pointed up,geometric|红色正三角,三角形,向上
🔻|red triangle pointed down,geometric|红色倒三角,三角形,下,向下
💠|diamond with a dot,comic,geometric|带圆点的菱形,中心,内部,方块
🔘|radio button,geometric|单选按钮,单独,单选钮,圆心
🔳|white square button,geometric,outlined|白色方形按钮,白线方形按钮,白线正方形按钮,白色正方形按钮
🔲|black square button,geometric|黑色方形按钮,几何,几何图形,黑线方形按钮
`,
  flags: `
🏁|chequered flag|黑白方格旗
🚩|triangular flag|三角旗
🎌|crossed flags|交叉旗
🏴|black flag|黑旗
🏳️|white flag|白旗
🏳️‍🌈|rainbow flag|彩虹旗
🏳️‍⚧️|transgender flag|跨性别旗
🏴‍☠️|pirate flag|海盗旗
🇦🇨|flag: ascension island|旗: 阿森松岛
🇦🇩|flag: andorra|旗: 安道尔
🇦🇪|flag: united arab emirates|旗: 阿拉伯联合酋长国
🇦🇫|flag: afghanistan|旗: 阿富汗
🇦🇬|flag: antigua & barbuda|旗: 安提瓜和巴布达
🇦🇮|flag: anguilla|旗: 安圭拉
🇦🇱|flag: albania|旗: 阿尔巴尼亚
🇦🇲|flag: armenia|旗: 亚美尼亚
🇦🇴|flag: angola|旗: 安哥拉
🇦🇶|flag: antarctica|旗: 南极洲
🇦🇷|flag: argentina|旗: 阿根廷
🇦🇸|flag: american samoa|旗: 美属萨摩亚
🇦🇹|flag: austria|旗: 奥地利
🇦🇺|flag: australia|旗: 澳大利亚
🇦🇼|flag: aruba|旗: 阿鲁巴
🇦🇽|flag: åland islands|旗: 奥兰群岛
🇦🇿|flag: azerbaijan|旗: 阿塞拜疆
🇧🇦|flag: bosnia & herzegovina|旗: 波斯尼亚和黑塞哥维那
🇧🇧|flag: barbados|旗: 巴巴多斯
🇧🇩|flag: bangladesh|旗: 孟加拉国
🇧🇪|flag: belgium|旗: 比利时
🇧🇫|flag: burkina faso|旗: 布基纳法索
🇧🇬|flag: bulgaria|旗: 保加利亚
🇧🇭|flag: bahrain|旗: 巴林
🇧🇮|flag: burundi|旗: 布隆迪
🇧🇯|flag: benin|旗: 贝宁
🇧🇱|flag: st. barthélemy|旗: 圣巴泰勒米
🇧🇲|flag: bermuda|旗: 百慕大
🇧🇳|flag: brunei|旗: 文莱
🇧🇴|flag: bolivia|旗: 玻利维亚
🇧🇶|flag: caribbean netherlands|旗: 荷属加勒比区
🇧🇷|flag: brazil|旗: 巴西
🇧🇸|flag: bahamas|旗: 巴哈马
🇧🇹|flag: bhutan|旗: 不丹
🇧🇻|flag: bouvet island|旗: 布韦岛
🇧🇼|flag: botswana|旗: 博茨瓦纳
🇧🇾|flag: belarus|旗: 白俄罗斯
🇧🇿|flag: belize|旗: 伯利兹
🇨🇦|flag: canada|旗: 加拿大
🇨🇨|flag: cocos (keeling) islands|旗: 科科斯（基林）群岛
🇨🇩|flag: congo - kinshasa|旗: 刚果（金）
🇨🇫|flag: central african republic|旗: 中非共和国
🇨🇬|flag: congo - brazzaville|旗: 刚果（布）
🇨🇭|flag: switzerland|旗: 瑞士
🇨🇮|flag: côte d’ivoire|旗: 科特迪瓦
🇨🇰|flag: cook islands|旗: 库克群岛
🇨🇱|flag: chile|旗: 智利
🇨🇲|flag: cameroon|旗: 喀麦隆
🇨🇳|flag: china|旗: 中国
🇨🇴|flag: colombia|旗: 哥伦比亚
🇨🇵|flag: clipperton island|旗: 克利珀顿岛
🇨🇷|flag: costa rica|旗: 哥斯达黎加
🇨🇺|flag: cuba|旗: 古巴
🇨🇻|flag: cape verde|旗: 佛得角
🇨🇼|flag: curaçao|旗: 库拉索
🇨🇽|flag: christmas island|旗: 圣诞岛
🇨🇾|flag: cyprus|旗: 塞浦路斯
🇨🇿|flag: czechia|旗: 捷克
🇩🇪|flag: germany|旗: 德国
🇩🇬|flag: diego garcia|旗: 迪戈加西亚岛
🇩🇯|flag: djibouti|旗: 吉布提
🇩🇰|flag: denmark|旗: 丹麦
🇩🇲|flag: dominica|旗: 多米尼克
🇩🇴|flag: dominican republic|旗: 多米尼加共和国
🇩🇿|flag: algeria|旗: 阿尔及利亚
🇪🇦|flag: ceuta & melilla|旗: 休达及梅利利亚
🇪🇨|flag: ecuador|旗: 厄瓜多尔
🇪🇪|flag: estonia|旗: 爱沙尼亚
🇪🇬|flag: egypt|旗: 埃及
🇪🇭|flag: western sahara|旗: 西撒哈拉
🇪🇷|flag: eritrea|旗: 厄立特里亚
🇪🇸|flag: spain|旗: 西班牙
🇪🇹|flag: ethiopia|旗: 埃塞俄比亚
🇪🇺|flag: european union|旗: 欧盟
🇫🇮|flag: finland|旗: 芬兰
🇫🇯|flag: fiji|旗: 斐济
🇫🇰|flag: falkland islands|旗: 福克兰群岛
🇫🇲|flag: micronesia|旗: 密克罗尼西亚
🇫🇴|flag: faroe islands|旗: 法罗群岛
🇫🇷|flag: france|旗: 法国
🇬🇦|flag: gabon|旗: 加蓬
🇬🇧|flag: united kingdom|旗: 英国
🇬🇩|flag: grenada|旗: 格林纳达
🇬🇪|flag: georgia|旗: 格鲁吉亚
🇬🇫|flag: french guiana|旗: 法属圭亚那
🇬🇬|flag: guernsey|旗: 根西岛
🇬🇭|flag: ghana|旗: 加纳
🇬🇮|flag: gibraltar|旗: 直布罗陀
🇬🇱|flag: greenland|旗: 格陵兰
🇬🇲|flag: gambia|旗: 冈比亚
🇬🇳|flag: guinea|旗: 几内亚
🇬🇵|flag: guadeloupe|旗: 瓜德罗普
🇬🇶|flag: equatorial guinea|旗: 赤道几内亚
🇬🇷|flag: greece|旗: 希腊
🇬🇸|flag: south georgia & south sandwich islands|旗: 南乔治亚和南桑威奇群岛
🇬🇹|flag: guatemala|旗: 危地马拉
🇬🇺|flag: guam|旗: 关岛
🇬🇼|flag: guinea-bissau|旗: 几内亚比绍
🇬🇾|flag: guyana|旗: 圭亚那
🇭🇰|flag: hong kong sar china|旗: 中国香港特别行政区
🇭🇲|flag: heard & mcdonald islands|旗: 赫德岛和麦克唐纳群岛
🇭🇳|flag: honduras|旗: 洪都拉斯
🇭🇷|flag: croatia|旗: 克罗地亚
🇭🇹|flag: haiti|旗: 海地
🇭🇺|flag: hungary|旗: 匈牙利
🇮🇨|flag: canary islands|旗: 加纳利群岛
🇮🇩|flag: indonesia|旗: 印度尼西亚
🇮🇪|flag: ireland|旗: 爱尔兰
🇮🇱|flag: israel|旗: 以色列
🇮🇲|flag: isle of man|旗: 马恩岛
🇮🇳|flag: india|旗: 印度
🇮🇴|flag: british indian ocean territory|旗: 英属印度洋领地
🇮🇶|flag: iraq|旗: 伊拉克
🇮🇷|flag: iran|旗: 伊朗
🇮🇸|flag: iceland|旗: 冰岛
🇮🇹|flag: italy|旗: 意大利
🇯🇪|flag: jersey|旗: 泽西岛
🇯🇲|flag: jamaica|旗: 牙买加
🇯🇴|flag: jordan|旗: 约旦
🇯🇵|flag: japan|旗: 日本
🇰🇪|flag: kenya|旗: 肯尼亚
🇰🇬|flag: kyrgyzstan|旗: 吉尔吉斯斯坦
🇰🇭|flag: cambodia|旗: 柬埔寨
🇰🇮|flag: kiribati|旗: 基里巴斯
🇰🇲|flag: comoros|旗: 科摩罗
🇰🇳|flag: st. kitts & nevis|旗: 圣基茨和尼维斯
🇰🇵|flag: north korea|旗: 朝鲜
🇰🇷|flag: south korea|旗: 韩国
🇰🇼|flag: kuwait|旗: 科威特
🇰🇾|flag: cayman islands|旗: 开曼群岛
🇰🇿|flag: kazakhstan|旗: 哈萨克斯坦
🇱🇦|flag: laos|旗: 老挝
🇱🇧|flag: lebanon|旗: 黎巴嫩
🇱🇨|flag: st. lucia|旗: 圣卢西亚
🇱🇮|flag: liechtenstein|旗: 列支敦士登
🇱🇰|flag: sri lanka|旗: 斯里兰卡
🇱🇷|flag: liberia|旗: 利比里亚
🇱🇸|flag: lesotho|旗: 莱索托
🇱🇹|flag: lithuania|旗: 立陶宛
🇱🇺|flag: luxembourg|旗: 卢森堡
🇱🇻|flag: latvia|旗: 拉脱维亚
🇱🇾|flag: libya|旗: 利比亚
🇲🇦|flag: morocco|旗: 摩洛哥
🇲🇨|flag: monaco|旗: 摩纳哥
🇲🇩|flag: moldova|旗: 摩尔多瓦
🇲🇪|flag: montenegro|旗: 黑山
🇲🇫|flag: st. martin|旗: 法属圣马丁
🇲🇬|flag: madagascar|旗: 马达加斯加
🇲🇭|flag: marshall islands|旗: 马绍尔群岛
🇲🇰|flag: north macedonia|旗: 北马其顿
🇲🇱|flag: mali|旗: 马里
🇲🇲|flag: myanmar (burma)|旗: 缅甸
🇲🇳|flag: mongolia|旗: 蒙古
🇲🇴|flag: macao sar china|旗: 中国澳门特别行政区
🇲🇵|flag: northern mariana islands|旗: 北马里亚纳群岛
🇲🇶|flag: martinique|旗: 马提尼克
🇲🇷|flag: mauritania|旗: 毛里塔尼亚
🇲🇸|flag: montserrat|旗: 蒙特塞拉特
🇲🇹|flag: malta|旗: 马耳他
🇲🇺|flag: mauritius|旗: 毛里求斯
🇲🇻|flag: maldives|旗: 马尔代夫
🇲🇼|flag: malawi|旗: 马拉维
🇲🇽|flag: mexico|旗: 墨西哥
🇲🇾|flag: malaysia|旗: 马来西亚
🇲🇿|flag: mozambique|旗: 莫桑比克
🇳🇦|flag: namibia|旗: 纳米比亚
🇳🇨|flag: new caledonia|旗: 新喀里多尼亚
🇳🇪|flag: niger|旗: 尼日尔
🇳🇫|flag: norfolk island|旗: 诺福克岛
🇳🇬|flag: nigeria|旗: 尼日利亚
🇳🇮|flag: nicaragua|旗: 尼加拉瓜
🇳🇱|flag: netherlands|旗: 荷兰
🇳🇴|flag: norway|旗: 挪威
🇳🇵|flag: nepal|旗: 尼泊尔
🇳🇷|flag: nauru|旗: 瑙鲁
🇳🇺|flag: niue|旗: 纽埃
🇳🇿|flag: new zealand|旗: 新西兰
🇴🇲|flag: oman|旗: 阿曼
🇵🇦|flag: panama|旗: 巴拿马
🇵🇪|flag: peru|旗: 秘鲁
🇵🇫|flag: french polynesia|旗: 法属波利尼西亚
🇵🇬|flag: papua new guinea|旗: 巴布亚新几内亚
🇵🇭|flag: philippines|旗: 菲律宾
🇵🇰|flag: pakistan|旗: 巴基斯坦
🇵🇱|flag: poland|旗: 波兰
🇵🇲|flag: st. pierre & miquelon|旗: 圣皮埃尔和密克隆群岛
🇵🇳|flag: pitcairn islands|旗: 皮特凯恩群岛
🇵🇷|flag: puerto rico|旗: 波多黎各
🇵🇸|flag: palestinian territories|旗: 巴勒斯坦领土
🇵🇹|flag: portugal|旗: 葡萄牙
🇵🇼|flag: palau|旗: 帕劳
🇵🇾|flag: paraguay|旗: 巴拉圭
🇶🇦|flag: qatar|旗: 卡塔尔
🇷🇪|flag: réunion|旗: 留尼汪
🇷🇴|flag: romania|旗: 罗马尼亚
🇷🇸|flag: serbia|旗: 塞尔维亚
🇷🇺|flag: russia|旗: 俄罗斯
🇷🇼|flag: rwanda|旗: 卢旺达
🇸🇦|flag: saudi arabia|旗: 沙特阿拉伯
🇸🇧|flag: solomon islands|旗: 所罗门群岛
🇸🇨|flag: seychelles|旗: 塞舌尔
🇸🇩|flag: sudan|旗: 苏丹
🇸🇪|flag: sweden|旗: 瑞典
🇸🇬|flag: singapore|旗: 新加坡
🇸🇭|flag: st. helena|旗: 圣赫勒拿
🇸🇮|flag: slovenia|旗: 斯洛文尼亚
🇸🇯|flag: svalbard & jan mayen|旗: 斯瓦尔巴和扬马延
🇸🇰|flag: slovakia|旗: 斯洛伐克
🇸🇱|flag: sierra leone|旗: 塞拉利昂
🇸🇲|flag: san marino|旗: 圣马力诺
🇸🇳|flag: senegal|旗: 塞内加尔
🇸🇴|flag: somalia|旗: 索马里
🇸🇷|flag: suriname|旗: 苏里南
🇸🇸|flag: south sudan|旗: 南苏丹
🇸🇹|flag: são tomé & príncipe|旗: 圣多美和普林西比
🇸🇻|flag: el salvador|旗: 萨尔瓦多
🇸🇽|flag: sint maarten|旗: 荷属圣马丁
🇸🇾|flag: syria|旗: 叙利亚
🇸🇿|flag: eswatini|旗: 斯威士兰
🇹🇦|flag: tristan da cunha|旗: 特里斯坦-达库尼亚群岛
🇹🇨|flag: turks & caicos islands|旗: 特克斯和凯科斯群岛
🇹🇩|flag: chad|旗: 乍得
🇹🇫|flag: french southern territories|旗: 法属南部领地
🇹🇬|flag: togo|旗: 多哥
🇹🇭|flag: thailand|旗: 泰国
🇹🇯|flag: tajikistan|旗: 塔吉克斯坦
🇹🇰|flag: tokelau|旗: 托克劳
🇹🇱|flag: timor-leste|旗: 东帝汶
🇹🇲|flag: turkmenistan|旗: 土库曼斯坦
🇹🇳|flag: tunisia|旗: 突尼斯
🇹🇴|flag: tonga|旗: 汤加
🇹🇷|flag: türkiye|旗: 土耳其
🇹🇹|flag: trinidad & tobago|旗: 特立尼达和多巴哥
🇹🇻|flag: tuvalu|旗: 图瓦卢
🇹🇼|flag: taiwan|旗: 台湾
🇹🇿|flag: tanzania|旗: 坦桑尼亚
🇺🇦|flag: ukraine|旗: 乌克兰
🇺🇬|flag: uganda|旗: 乌干达
🇺🇲|flag: u.s. outlying islands|旗: 美国本土外小岛屿
🇺🇳|flag: united nations|旗: 联合国
🇺🇸|flag: united states|旗: 美国
🇺🇾|flag: uruguay|旗: 乌拉圭
🇺🇿|flag: uzbekistan|旗: 乌兹别克斯坦
🇻🇦|flag: vatican city|旗: 梵蒂冈
🇻🇨|flag: st. vincent & grenadines|旗: 圣文森特和格林纳丁斯
🇻🇪|flag: venezuela|旗: 委内瑞拉
🇻🇬|flag: british virgin islands|旗: 英属维尔京群岛
🇻🇮|flag: u.s. virgin islands|旗: 美属维尔京群岛
🇻🇳|flag: vietnam|旗: 越南
🇻🇺|flag: vanuatu|旗: 瓦努阿图
🇼🇫|flag: wallis & futuna|旗: 瓦利斯和富图纳
🇼🇸|flag: samoa|旗: 萨摩亚
🇽🇰|flag: kosovo|旗: 科索沃
🇾🇪|flag: yemen|旗: 也门
🇾🇹|flag: mayotte|旗: 马约特
🇿🇦|flag: south africa|旗: 南非
🇿🇲|flag: zambia|旗: 赞比亚
🇿🇼|flag: zimbabwe|旗: 津巴布韦
🏴󠁧󠁢󠁥󠁮󠁧󠁿|flag: england|旗: 英格兰
🏴󠁧󠁢󠁳󠁣󠁴󠁿|flag: scotland|旗: 苏格兰
🏴󠁧󠁢󠁷󠁬󠁳󠁿|flag: wales|旗: 威尔士
`,
} as const;
